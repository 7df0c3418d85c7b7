package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.LiteralSubject;
import dev.perennial.model.x509.NameAttribute;
import dev.perennial.model.x509.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;

/**
 * A distinguished name (RFC 5280, section 4.1.2.4): a sequence of RDNs, each a set of attributes,
 * in DER order. Immutable.
 */
public final class DistinguishedName {
  /** countryName. */
  public static final String COUNTRY = "2.5.4.6";

  /** organizationName. */
  public static final String ORGANIZATION = "2.5.4.10";

  /** organizationalUnitName. */
  public static final String ORGANIZATIONAL_UNIT = "2.5.4.11";

  /** commonName. */
  public static final String COMMON_NAME = "2.5.4.3";

  /** serialNumber. */
  public static final String SERIAL_NUMBER = "2.5.4.5";

  /** localityName. */
  public static final String LOCALITY = "2.5.4.7";

  /** stateOrProvinceName. */
  public static final String PROVINCE = "2.5.4.8";

  /** streetAddress. */
  public static final String STREET = "2.5.4.9";

  /** postalCode. */
  public static final String POSTAL_CODE = "2.5.4.17";

  private static final int MAX_DER = 64 * 1024;

  private final List<List<NameAttribute>> rdns;
  private final byte[] der;

  private DistinguishedName(List<List<NameAttribute>> rdns, byte[] der) {
    this.rdns = rdns.stream().map(List::copyOf).toList();
    this.der = der;
  }

  /**
   * Returns the name of a subject: C, O, OU, L, ST, STREET, postalCode, CN, serialNumber, with all
   * values of one attribute in one RDN (Go: {@code pkix.Name.ToRDNSequence}).
   */
  public static DistinguishedName of(Subject subject, String commonName) {
    List<List<NameAttribute>> rdns = new ArrayList<>();
    add(rdns, COUNTRY, subject.countries());
    add(rdns, ORGANIZATION, subject.organizations());
    add(rdns, ORGANIZATIONAL_UNIT, subject.organizationalUnits());
    add(rdns, LOCALITY, subject.localities());
    add(rdns, PROVINCE, subject.provinces());
    add(rdns, STREET, subject.streetAddresses());
    add(rdns, POSTAL_CODE, subject.postalCodes());
    add(rdns, COMMON_NAME, commonName.isEmpty() ? List.of() : List.of(commonName));
    add(
        rdns,
        SERIAL_NUMBER,
        subject.serialNumber().isEmpty() ? List.of() : List.of(subject.serialNumber()));
    return of(rdns);
  }

  /**
   * Returns the name that a literal subject writes (RFC 4514): the last RDN of the text is the
   * first of the name; the order is kept otherwise.
   *
   * @throws PkiException when the text is not a name, or an attribute type is not known ({@link
   *     Reason#MALFORMED})
   */
  public static DistinguishedName parseLiteral(String text) {
    try {
      return of(LiteralSubject.parse(text));
    } catch (IllegalArgumentException e) {
      throw new PkiException(Reason.MALFORMED, "spec.literalSubject: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the name of a DER encoding.
   *
   * @throws PkiException when it is none
   */
  public static DistinguishedName decode(byte[] der) {
    if (der.length > MAX_DER) {
      throw new PkiException(
          Reason.TOO_LARGE, "a name has at most " + MAX_DER + " bytes, not " + der.length);
    }
    try {
      X500Name name = X500Name.getInstance(ASN1Primitive.fromByteArray(der));
      List<List<NameAttribute>> rdns = new ArrayList<>();
      for (RDN rdn : name.getRDNs()) {
        List<NameAttribute> attributes = new ArrayList<>();
        for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
          attributes.add(attribute(attribute));
        }
        rdns.add(attributes);
      }
      return new DistinguishedName(rdns, der.clone());
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new PkiException(Reason.MALFORMED, "not a distinguished name", e);
    }
  }

  private static NameAttribute attribute(AttributeTypeAndValue attribute) throws IOException {
    String oid = attribute.getType().getId();
    ASN1Primitive value = attribute.getValue().toASN1Primitive();
    return value instanceof ASN1String string
        ? new NameAttribute(oid, string.getString())
        : new NameAttribute(
            oid, HexFormat.of().formatHex(value.getEncoded(ASN1Encoding.DER)), true);
  }

  /** Encodes and reads back, so that the attributes of an RDN stand in the order of DER. */
  static DistinguishedName of(List<List<NameAttribute>> rdns) {
    return rdns.isEmpty()
        ? new DistinguishedName(rdns, new byte[] {0x30, 0x00})
        : decode(encode(rdns));
  }

  private static void add(List<List<NameAttribute>> rdns, String oid, List<String> values) {
    if (!values.isEmpty()) {
      rdns.add(values.stream().map(value -> new NameAttribute(oid, value)).toList());
    }
  }

  /** Returns the RDNs in DER order. */
  public List<List<NameAttribute>> rdns() {
    return rdns;
  }

  /** Returns the DER encoding. */
  public byte[] der() {
    return der.clone();
  }

  /** Returns whether there is no attribute. */
  public boolean isEmpty() {
    return rdns.isEmpty();
  }

  /** Returns all values of an attribute type, in order. */
  public List<String> values(String oid) {
    return rdns.stream()
        .flatMap(List::stream)
        .filter(a -> a.oid().equals(oid))
        .map(NameAttribute::value)
        .toList();
  }

  /** Returns the last common name, as Go reads it; empty when there is none. */
  public String commonName() {
    return last(COMMON_NAME);
  }

  /** Returns the last serial number attribute; empty when there is none. */
  public String serialNumber() {
    return last(SERIAL_NUMBER);
  }

  private String last(String oid) {
    List<String> values = values(oid);
    return values.isEmpty() ? "" : values.get(values.size() - 1);
  }

  private static byte[] encode(List<List<NameAttribute>> rdns) {
    try {
      ASN1EncodableVector sequence = new ASN1EncodableVector();
      for (List<NameAttribute> rdn : rdns) {
        ASN1EncodableVector set = new ASN1EncodableVector();
        for (NameAttribute attribute : rdn) {
          ASN1EncodableVector pair = new ASN1EncodableVector();
          pair.add(oid(attribute.oid()));
          pair.add(value(attribute));
          set.add(new DERSequence(pair));
        }
        sequence.add(new DERSet(set));
      }
      return new DERSequence(sequence).getEncoded(ASN1Encoding.DER);
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new PkiException(Reason.INVALID_VALUE, "the name cannot be encoded", e);
    }
  }

  private static ASN1ObjectIdentifier oid(String text) {
    ASN1ObjectIdentifier oid = ASN1ObjectIdentifier.tryFromID(text);
    if (oid == null) {
      throw new PkiException(
          Reason.INVALID_VALUE, "\"" + text + "\" is not an object identifier, such as 2.5.4.3");
    }
    return oid;
  }

  private static ASN1Primitive value(NameAttribute attribute) throws IOException {
    return attribute.isDer()
        ? ASN1Primitive.fromByteArray(HexFormat.of().parseHex(attribute.value()))
        : string(attribute.value());
  }

  /** Chooses the string type as Go's asn1 does: PrintableString if it can be, else UTF8String. */
  static ASN1Primitive string(String text) {
    return text.chars().allMatch(DistinguishedName::isPrintable)
        ? new DERPrintableString(text)
        : new DERUTF8String(text);
  }

  private static boolean isPrintable(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c >= '\'' && c <= ')'
        || c >= '+' && c <= '/'
        || c == ' '
        || c == ':'
        || c == '='
        || c == '?';
  }

  /** Compares the RDNs: types and values in order, whatever string types encode them. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DistinguishedName that && rdns.equals(that.rdns);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rdns);
  }

  /** Returns the attributes in DER order, for messages. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    rdns.forEach(rdn -> rdn.forEach(a -> parts.add(a.oid() + "=" + a.value())));
    return String.join(",", parts);
  }
}
