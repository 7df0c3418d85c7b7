package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.IpRange;
import dev.perennial.model.x509.NameConstraintItem;
import dev.perennial.model.x509.NameConstraints;
import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.jspecify.annotations.Nullable;

/** The DER value of the nameConstraints extension (RFC 5280, section 4.2.1.10). */
final class NameConstraintsDer {
  private static final int EMAIL = 1;
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int IP = 7;

  private NameConstraintsDer() {}

  /**
   * Encodes name constraints.
   *
   * @throws PkiException when an IP range is not in CIDR notation or a name is not ASCII
   */
  static byte[] encode(NameConstraints constraints) {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    add(parts, 0, "spec.nameConstraints.permitted", constraints.permitted());
    add(parts, 1, "spec.nameConstraints.excluded", constraints.excluded());
    try {
      return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new PkiException(Reason.INVALID_VALUE, "the name constraints cannot be encoded", e);
    }
  }

  private static void add(
      ASN1EncodableVector parts, int tag, String place, @Nullable NameConstraintItem item) {
    if (item == null) {
      return;
    }
    ASN1EncodableVector subtrees = new ASN1EncodableVector();
    addTexts(subtrees, DNS, place + ".dnsDomains", item.dnsDomains());
    for (int i = 0; i < item.ipRanges().size(); i++) {
      String text = item.ipRanges().get(i);
      String where = place + ".ipRanges[" + i + "]";
      IpRange range =
          IpRange.parse(text)
              .orElseThrow(
                  () ->
                      new PkiException(
                          Reason.INVALID_VALUE,
                          where + ": invalid CIDR address: " + text + "; write 10.0.0.0/8"));
      subtrees.add(subtree(IP, new DEROctetString(range.networkAndMask())));
    }
    addTexts(subtrees, EMAIL, place + ".emailAddresses", item.emailAddresses());
    addTexts(subtrees, URI, place + ".uriDomains", item.uriDomains());
    if (subtrees.size() > 0) {
      parts.add(new DERTaggedObject(false, tag, new DERSequence(subtrees)));
    }
  }

  private static void addTexts(
      ASN1EncodableVector subtrees, int tag, String place, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).chars().anyMatch(c -> c > 127)) {
        throw new PkiException(
            Reason.INVALID_VALUE,
            place + "[" + i + "]: \"" + names.get(i) + "\" has characters outside ASCII");
      }
      subtrees.add(subtree(tag, new DERIA5String(names.get(i))));
    }
  }

  private static DERSequence subtree(int tag, ASN1Primitive name) {
    return new DERSequence(new DERTaggedObject(false, tag, name));
  }
}
