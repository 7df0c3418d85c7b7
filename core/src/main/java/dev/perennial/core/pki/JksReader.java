package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;

/** Reads a JKS store: one key at most, its chain, and trusted certificates. */
final class JksReader {
  private static final int DIGEST = 20;

  private JksReader() {}

  /**
   * Reads a store.
   *
   * @throws PkiException when it is damaged or has another password
   */
  static StoredEntries read(byte[] stored, char[] password) {
    int length = Math.max(0, stored.length - DIGEST);
    byte[] digest = Arrays.copyOfRange(stored, length, stored.length);
    if (!MessageDigest.isEqual(digest, JksFormat.digest(stored, length, password))) {
      throw new PkiException(Reason.MISMATCH, "JKS: wrong password, or the store was changed");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored, 0, length))) {
      return entries(in, password);
    } catch (IOException cutOff) {
      throw malformed("it is cut off");
    }
  }

  private static StoredEntries entries(DataInputStream in, char[] password) throws IOException {
    if (in.readInt() != JksFormat.MAGIC || in.readInt() != JksFormat.VERSION) {
      throw malformed("its version is not 2");
    }
    StoredEntries entries = new StoredEntries();
    for (int left = in.readInt(); left > 0; left--) {
      int kind = in.readInt();
      String alias = in.readUTF();
      in.readLong();
      if (kind == JksFormat.TRUSTED_ENTRY) {
        entries.trust(alias, certificate(in));
      } else if (kind == JksFormat.KEY_ENTRY && !entries.hasKey()) {
        readKey(in, alias, password, entries);
      } else {
        throw malformed("it has more than one key, or an entry of unknown kind");
      }
    }
    if (in.available() > 0) {
      throw malformed("more data follows");
    }
    return entries;
  }

  private static void readKey(
      DataInputStream in, String alias, char[] password, StoredEntries entries) throws IOException {
    byte[] key =
        JksKeyProtector.recover(block(in), password)
            .orElseThrow(
                () -> new PkiException(Reason.MISMATCH, "JKS: its key has another password"));
    entries.key(alias, key);
    for (int left = in.readInt(); left > 0; left--) {
      entries.addToChain(certificate(in));
    }
  }

  private static byte[] certificate(DataInputStream in) throws IOException {
    in.readUTF();
    return block(in);
  }

  private static byte[] block(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw malformed("a length is larger than the store");
    }
    return in.readNBytes(length);
  }

  private static PkiException malformed(String what) {
    return new PkiException(Reason.MALFORMED, "JKS: " + what + "; a store of version 2 is needed");
  }
}
