package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.x509.DnsName;
import dev.perennial.model.x509.IpAddress;
import dev.perennial.model.x509.ObjectIdentifiers;
import dev.perennial.model.x509.OtherName;
import dev.perennial.model.x509.UriName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;

/**
 * The names of the subjectAltName extension by kind (RFC 5280, section 4.2.1.6). Immutable.
 *
 * @param dnsNames dNSName
 * @param emailAddresses rfc822Name
 * @param ipAddresses iPAddress
 * @param uris uniformResourceIdentifier
 * @param otherNames otherName with a UTF8String value; other otherNames are left out
 */
public record SubjectAltNames(
    List<String> dnsNames,
    List<String> emailAddresses,
    List<IpAddress> ipAddresses,
    List<String> uris,
    List<OtherName> otherNames) {
  /** No names. */
  public static final SubjectAltNames EMPTY =
      new SubjectAltNames(List.of(), List.of(), List.of(), List.of(), List.of());

  private static final int OTHER_NAME = 0;
  private static final int EMAIL = 1;
  private static final int DNS = 2;
  private static final int URI_NAME = 6;
  private static final int IP = 7;

  /** Copies the lists. */
  public SubjectAltNames {
    dnsNames = List.copyOf(dnsNames);
    emailAddresses = List.copyOf(emailAddresses);
    ipAddresses = List.copyOf(ipAddresses);
    uris = List.copyOf(uris);
    otherNames = List.copyOf(otherNames);
  }

  /**
   * Returns the names that a spec asks for.
   *
   * @throws PkiException when one cannot be encoded ({@link Reason#INVALID_VALUE})
   */
  public static SubjectAltNames of(CertificateSpec spec) {
    List<IpAddress> addresses = new ArrayList<>();
    for (int i = 0; i < spec.ipAddresses().size(); i++) {
      String text = spec.ipAddresses().get(i);
      String place = "spec.ipAddresses[" + i + "]";
      addresses.add(
          IpAddress.parse(text)
              .orElseThrow(() -> invalid(place, text, "is not an IPv4 or IPv6 address")));
    }
    for (int i = 0; i < spec.uris().size(); i++) {
      requireUri("spec.uris[" + i + "]", spec.uris().get(i));
    }
    List<String> dnsNames = dnsNames(spec);
    requireIa5("spec.dnsNames", dnsNames);
    requireIa5("spec.emailAddresses", spec.emailAddresses());
    for (int i = 0; i < spec.otherNames().size(); i++) {
      String oid = spec.otherNames().get(i).oid();
      if (!ObjectIdentifiers.isValid(oid)) {
        throw invalid("spec.otherNames[" + i + "].oid", oid, "is not an object identifier");
      }
    }
    return new SubjectAltNames(
        dnsNames, spec.emailAddresses(), addresses, spec.uris(), spec.otherNames());
  }

  /** Returns the DNS names of a spec as a CSR has them: Unicode labels as A-labels. */
  static List<String> dnsNames(CertificateSpec spec) {
    return spec.dnsNames().stream().map(DnsName::toAsciiIfValid).toList();
  }

  private static void requireIa5(String place, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).chars().anyMatch(c -> c > 127)) {
        throw invalid(place + "[" + i + "]", values.get(i), "has characters outside ASCII");
      }
    }
  }

  private static void requireUri(String place, String text) {
    Optional<String> problem = text.isEmpty() ? Optional.empty() : UriName.problem(text);
    problem.ifPresent(
        what -> {
          throw invalid(place, text, what);
        });
  }

  private static PkiException invalid(String place, String value, String what) {
    return new PkiException(Reason.INVALID_VALUE, place + ": \"" + value + "\" " + what);
  }

  /** Returns whether there is no name. */
  public boolean isEmpty() {
    return equals(EMPTY);
  }

  /** Returns the DER value of the extension: DNS, e-mail, IP, URI, otherName, each in order. */
  public byte[] der() {
    ASN1EncodableVector names = new ASN1EncodableVector();
    dnsNames.forEach(n -> names.add(new DERTaggedObject(false, DNS, new DERIA5String(n))));
    emailAddresses.forEach(n -> names.add(new DERTaggedObject(false, EMAIL, new DERIA5String(n))));
    ipAddresses.forEach(
        n -> names.add(new DERTaggedObject(false, IP, new DEROctetString(n.bytes()))));
    uris.forEach(n -> names.add(new DERTaggedObject(false, URI_NAME, new DERIA5String(n))));
    otherNames.forEach(n -> names.add(new DERTaggedObject(false, OTHER_NAME, otherName(n))));
    try {
      return new DERSequence(names).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new PkiException(Reason.INVALID_VALUE, "the names cannot be encoded", e);
    }
  }

  private static DERSequence otherName(OtherName name) {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(new ASN1ObjectIdentifier(name.oid()));
    parts.add(new DERTaggedObject(true, 0, new DERUTF8String(name.utf8Value())));
    return new DERSequence(parts);
  }

  /**
   * Returns the names of the DER value of an extension; kinds that are not listed above are left
   * out.
   *
   * @throws PkiException when it is malformed
   */
  public static SubjectAltNames decode(byte[] der) {
    List<String> dns = new ArrayList<>();
    List<String> emails = new ArrayList<>();
    List<IpAddress> ips = new ArrayList<>();
    List<String> uris = new ArrayList<>();
    List<OtherName> others = new ArrayList<>();
    try {
      ASN1Sequence names = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der));
      for (int i = 0; i < names.size(); i++) {
        ASN1TaggedObject name = ASN1TaggedObject.getInstance(names.getObjectAt(i));
        switch (name.getTagNo()) {
          case DNS -> dns.add(ASN1IA5String.getInstance(name, false).getString());
          case EMAIL -> emails.add(ASN1IA5String.getInstance(name, false).getString());
          case URI_NAME -> uris.add(ASN1IA5String.getInstance(name, false).getString());
          case IP ->
              IpAddress.ofBytes(ASN1OctetString.getInstance(name, false).getOctets())
                  .ifPresent(ips::add);
          case OTHER_NAME -> addOtherName(ASN1Sequence.getInstance(name, false), others);
          default -> {
            // directoryName and the like: nothing a spec can ask for.
          }
        }
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new PkiException(Reason.MALFORMED, "the subjectAltName extension is malformed", e);
    }
    return new SubjectAltNames(dns, emails, ips, uris, others);
  }

  private static void addOtherName(ASN1Sequence parts, List<OtherName> others) {
    if (parts.size() != 2) {
      return;
    }
    String oid = ASN1ObjectIdentifier.getInstance(parts.getObjectAt(0)).getId();
    ASN1Primitive value =
        ASN1TaggedObject.getInstance(parts.getObjectAt(1))
            .getExplicitBaseObject()
            .toASN1Primitive();
    if (value instanceof ASN1UTF8String text) {
      others.add(new OtherName(oid, text.getString()));
    }
  }
}
