package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a PKCS#12 store (RFC 7292): one key at most, its chain, and trusted certificates. */
final class Pkcs12Reader {
  private static final String PLACE = "PKCS#12";
  private static final String DATA = "1.2.840.113549.1.7.1";
  private static final String ENCRYPTED_DATA = "1.2.840.113549.1.7.6";
  private static final String BAG = "1.2.840.113549.1.12.10.1.";
  private static final String FRIENDLY_NAME = "1.2.840.113549.1.9.20";
  private static final String LOCAL_KEY_ID = "1.2.840.113549.1.9.21";

  private final Pkcs12Algorithms algorithms;
  private final StoredEntries entries = new StoredEntries();
  private final List<String> seen = new ArrayList<>();
  private final List<Bag> certificates = new ArrayList<>();
  private byte @Nullable [] keyId;

  private Pkcs12Reader(char[] password) {
    this.algorithms = new Pkcs12Algorithms(password);
  }

  /**
   * Reads a store.
   *
   * @throws PkiException when it is damaged, has another password or an unknown algorithm
   */
  static StoredEntries read(byte[] stored, char[] password) {
    return new Pkcs12Reader(password).read(stored);
  }

  private StoredEntries read(byte[] stored) {
    DerReader input = new DerReader(stored, PLACE);
    DerReader store = input.enter(DerReader.SEQUENCE);
    input.requireEnd();
    store.integer();
    DerReader info = store.enter(DerReader.SEQUENCE);
    requireType(info, DATA);
    byte[] safes = octets(info.enter(0xa0));
    checkMac(store.enter(DerReader.SEQUENCE), safes);
    DerReader list = new DerReader(safes, PLACE).enter(DerReader.SEQUENCE);
    while (!list.atEnd()) {
      readSafe(list.enter(DerReader.SEQUENCE));
    }
    arrange();
    entries.algorithms(seen);
    return entries;
  }

  private void checkMac(DerReader macData, byte[] safes) {
    DerReader digestInfo = macData.enter(DerReader.SEQUENCE);
    DerReader algorithm = digestInfo.enter(DerReader.SEQUENCE);
    byte[] expected = octets(digestInfo);
    if (!MessageDigest.isEqual(expected, algorithms.mac(algorithm, macData, safes, seen))) {
      throw new PkiException(Reason.MISMATCH, PLACE + ": wrong password, or the store was changed");
    }
  }

  private void readSafe(DerReader safe) {
    if (!requireType(safe, DATA, ENCRYPTED_DATA).equals(ENCRYPTED_DATA)) {
      readBags(new DerReader(octets(safe.enter(0xa0)), PLACE));
      return;
    }
    DerReader encrypted = safe.enter(0xa0).enter(DerReader.SEQUENCE);
    encrypted.integer();
    DerReader info = encrypted.enter(DerReader.SEQUENCE);
    requireType(info, DATA);
    DerReader algorithm = info.enter(DerReader.SEQUENCE);
    readBags(new DerReader(algorithms.decrypt(algorithm, info.enter(0x80).bytes(), seen), PLACE));
  }

  private void readBags(DerReader input) {
    DerReader bags = input.enter(DerReader.SEQUENCE);
    while (!bags.atEnd()) {
      DerReader bag = bags.enter(DerReader.SEQUENCE);
      String kind = bag.oid();
      DerReader value = bag.enter(0xa0);
      Bag read = new Bag(bag);
      if (kind.equals(BAG + "1")) {
        key(value.element(DerReader.SEQUENCE), read);
      } else if (kind.equals(BAG + "2")) {
        DerReader shrouded = value.enter(DerReader.SEQUENCE);
        DerReader algorithm = shrouded.enter(DerReader.SEQUENCE);
        key(algorithms.decrypt(algorithm, octets(shrouded), seen), read);
      } else if (kind.equals(BAG + "3")) {
        DerReader certificate = value.enter(DerReader.SEQUENCE);
        certificate.oid();
        read.der = octets(certificate.enter(0xa0));
        certificates.add(read);
      }
    }
  }

  private void key(byte[] pkcs8, Bag bag) {
    if (entries.hasKey()) {
      throw new PkiException(Reason.UNSUPPORTED, PLACE + ": more than one key; use one");
    }
    entries.key(bag.name, pkcs8);
    keyId = bag.keyId;
  }

  /** The certificate of the key begins the chain; without a key there is none. */
  private void arrange() {
    boolean hasKey = entries.hasKey();
    Bag leaf = certificates.stream().filter(this::isLeaf).findFirst().orElse(null);
    if (leaf != null) {
      entries.addToChain(leaf.der);
    }
    for (Bag bag : certificates) {
      if (hasKey && !bag.trusted && bag != leaf) {
        entries.addToChain(bag.der);
      }
      if (bag.trusted || !hasKey) {
        boolean named = !bag.name.isEmpty() && !entries.trusted().containsKey(bag.name);
        entries.trust(named ? bag.name : bag.name + "#" + entries.trusted().size(), bag.der);
      }
    }
  }

  private boolean isLeaf(Bag bag) {
    return keyId != null && Arrays.equals(keyId, bag.keyId);
  }

  /** A certificate or key with the attributes that matter here. */
  private static final class Bag {
    private String name = "";
    private boolean trusted;
    private byte[] der = new byte[0];
    private byte @Nullable [] keyId;

    /** Reads the attributes, the last thing in a bag. */
    Bag(DerReader bag) {
      DerReader attributes = bag.atEnd() ? bag : bag.enter(DerReader.SET);
      while (!attributes.atEnd()) {
        DerReader attribute = attributes.enter(DerReader.SEQUENCE);
        String kind = attribute.oid();
        if (kind.equals(FRIENDLY_NAME)) {
          byte[] text = attribute.enter(DerReader.SET).enterAny().bytes();
          name = new String(text, StandardCharsets.UTF_16BE);
        } else if (kind.equals(LOCAL_KEY_ID)) {
          keyId = octets(attribute.enter(DerReader.SET));
        } else {
          trusted |= kind.equals(Pkcs12Writer.TRUSTED.getId());
        }
      }
    }
  }

  private static String requireType(DerReader info, String... allowed) {
    String type = info.oid();
    if (!Arrays.asList(allowed).contains(type)) {
      throw info.malformed("content of type " + type);
    }
    return type;
  }

  private static byte[] octets(DerReader input) {
    return input.enter(DerReader.OCTET_STRING).bytes();
  }
}
