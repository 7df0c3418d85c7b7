package dev.perennial.testkit.acme.dns;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Address;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * The names that a test's DNS server knows. Until told otherwise every name has the address
 * 127.0.0.1, except for those that begin with an underscore, and the zone of a name is its last two
 * labels.
 *
 * <pre>{@code
 * dns.txt("_acme-challenge.example.com", value);
 * dns.cname("_acme-challenge.www.example.com", "validation.example.net");
 * }</pre>
 *
 * <p>Names may end in a dot or not. Safe for use by several threads.
 */
public final class DnsZones {
  private static final long TTL = Records.SECONDS;

  /** A character-string has at most 255 octets (RFC 1035, section 3.3). */
  private static final int CHARACTER_STRING = 255;

  private static final Map<String, Name> ALGORITHMS =
      Map.of(
          "hmac-sha1", TSIG.HMAC_SHA1,
          "hmac-sha224", TSIG.HMAC_SHA224,
          "hmac-sha256", TSIG.HMAC_SHA256,
          "hmac-sha384", TSIG.HMAC_SHA384,
          "hmac-sha512", TSIG.HMAC_SHA512);

  private final Records records;
  private final Updates updates;

  DnsZones(Records records, Updates updates) {
    this.records = records;
    this.updates = updates;
  }

  /** Makes a name the apex of a zone: it has the SOA and NS records of the names below. */
  public DnsZones zone(String apex) {
    records.addZone(Records.name(apex));
    return this;
  }

  /** Sets the addresses of a name, IPv4 or IPv6, in place of those it had. */
  public DnsZones address(String name, String... addresses) {
    Name key = Records.name(name);
    records.setWithoutAddress(key);
    for (String address : addresses) {
      byte[] v4 = Address.toByteArray(address, Address.IPv4);
      byte[] v6 = v4 == null ? Address.toByteArray(address, Address.IPv6) : null;
      if (v4 == null && v6 == null) {
        throw new IllegalArgumentException("not an IP address: " + address);
      }
      records.add(
          v4 != null
              ? new ARecord(key, DClass.IN, TTL, v4)
              : new AAAARecord(key, DClass.IN, TTL, v6));
    }
    return this;
  }

  /** Takes the default address from all names that have none of their own. */
  public DnsZones withoutDefaultAddress() {
    records.resolveUnsetNames(false);
    return this;
  }

  /** Adds a TXT record; long values are cut into several character-strings. */
  public DnsZones txt(String name, String value) {
    records.add(txtRecord(name, value));
    return this;
  }

  /** Removes one TXT record. */
  public DnsZones removeTxt(String name, String value) {
    records.remove(txtRecord(name, value));
    return this;
  }

  private static TXTRecord txtRecord(String name, String value) {
    List<String> strings = new ArrayList<>();
    for (int i = 0; i == 0 || i < value.length(); i += CHARACTER_STRING) {
      strings.add(value.substring(i, Math.min(value.length(), i + CHARACTER_STRING)));
    }
    return new TXTRecord(Records.name(name), DClass.IN, TTL, strings);
  }

  /** Returns the values of the TXT records of a name. */
  public List<String> txtValues(String name) {
    return records.find(Records.name(name), Type.TXT).stream()
        .map(record -> String.join("", ((TXTRecord) record).getStrings()))
        .toList();
  }

  /** Makes a name an alias of another. */
  public DnsZones cname(String name, String target) {
    Name key = Records.name(name);
    records.remove(key, Type.CNAME);
    records.add(new CNAMERecord(key, DClass.IN, TTL, Records.name(target)));
    return this;
  }

  /** Adds a CAA record (RFC 8659), for instance with tag {@code issue}. */
  public DnsZones caa(String name, String tag, String value) {
    records.add(new CAARecord(Records.name(name), DClass.IN, TTL, 0, tag, value));
    return this;
  }

  /** Answers NXDOMAIN for a name. */
  public DnsZones missing(String name) {
    records.setRcode(Records.name(name), Rcode.NXDOMAIN);
    return this;
  }

  /** Answers SERVFAIL for a name, as when DNSSEC is broken. */
  public DnsZones failing(String name) {
    records.setRcode(Records.name(name), Rcode.SERVFAIL);
    return this;
  }

  /** Forgets all that was set for a name. */
  public DnsZones forget(String name) {
    records.forget(Records.name(name));
    return this;
  }

  /**
   * Takes dynamic updates (RFC 2136) of all zones that are signed with a key.
   *
   * @param keyName the name of the key
   * @param algorithm for instance {@code hmac-sha256}
   * @param secret the shared secret in base64
   */
  public DnsZones updateKey(String keyName, String algorithm, String secret) {
    Name name =
        Optional.ofNullable(ALGORITHMS.get(algorithm.toLowerCase(Locale.ROOT)))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "algorithm \"" + algorithm + "\"; one of " + ALGORITHMS.keySet()));
    updates.addKey(
        Records.name(keyName),
        new Updates.Key(name, new SecretKeySpec(Base64.getDecoder().decode(secret), algorithm)));
    return this;
  }

  /** Takes dynamic updates without a signature too. */
  public DnsZones unsignedUpdates() {
    updates.allowUnsigned();
    return this;
  }
}
