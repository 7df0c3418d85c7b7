package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes Java's own key store format, version 2. Written here and not by the JDK's engine, since
 * that one takes time and randomness from elsewhere.
 */
final class JksFormat {
  static final int MAGIC = 0xfeedfeed;
  static final int VERSION = 2;
  static final int KEY_ENTRY = 1;
  static final int TRUSTED_ENTRY = 2;
  static final String CERTIFICATE_TYPE = "X.509";

  private static final byte[] WHITENER = "Mighty Aphrodite".getBytes(StandardCharsets.UTF_8);
  private static final int MAX_ALIAS_BYTES = 65_535;

  private JksFormat() {}

  /** Returns a store with the key under {@code alias} and the CAs under their aliases. */
  static byte[] keystore(
      KeystoreContent content,
      String alias,
      char[] password,
      Instant created,
      SecureRandom random) {
    if (alias.getBytes(StandardCharsets.UTF_8).length > MAX_ALIAS_BYTES / 2) {
      throw new PkiException(Reason.INVALID_VALUE, "JKS alias: too long; use a short name");
    }
    byte[] key = JksKeyProtector.protect(KeyWriter.pkcs8(content.key()), password, random);
    return store(
        password,
        out -> {
          out.writeInt(1 + content.cas().size());
          out.writeInt(KEY_ENTRY);
          out.writeUTF(normal(alias));
          out.writeLong(created.toEpochMilli());
          out.writeInt(key.length);
          out.write(key);
          out.writeInt(content.chain().size());
          for (X509Certificate certificate : content.chain()) {
            writeCertificate(out, certificate);
          }
          writeTrusted(out, content.cas(), alias, created);
        });
  }

  /** Returns a store with the CAs only. */
  static byte[] truststore(List<X509Certificate> cas, char[] password, Instant created) {
    return store(
        password,
        out -> {
          out.writeInt(cas.size());
          writeTrusted(out, cas, null, created);
        });
  }

  /** Returns the alias as JKS keeps it. */
  static String normal(String alias) {
    return alias.toLowerCase(Locale.ENGLISH);
  }

  /** Returns {@code ca}, {@code ca-1} and so on, without the alias that the key has taken. */
  static List<String> caAliases(int count, @Nullable String keyAlias) {
    String taken = keyAlias == null ? "" : normal(keyAlias);
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> i == 0 ? "ca" : "ca-" + i)
        .filter(alias -> !alias.equals(taken))
        .limit(count)
        .toList();
  }

  /** Returns the digest that closes a store. */
  static byte[] digest(byte[] store, int length, char[] password) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(new String(password).getBytes(StandardCharsets.UTF_16BE));
      sha1.update(WHITENER);
      sha1.update(store, 0, length);
      return sha1.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }

  @FunctionalInterface
  private interface Body {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private static byte[] store(char[] password, Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      body.writeTo(out);
      out.write(digest(bytes.toByteArray(), bytes.size(), password));
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void writeTrusted(
      DataOutputStream out, List<X509Certificate> cas, @Nullable String keyAlias, Instant created)
      throws IOException {
    List<String> aliases = caAliases(cas.size(), keyAlias);
    for (int i = 0; i < cas.size(); i++) {
      out.writeInt(TRUSTED_ENTRY);
      out.writeUTF(aliases.get(i));
      out.writeLong(created.toEpochMilli());
      writeCertificate(out, cas.get(i));
    }
  }

  private static void writeCertificate(DataOutputStream out, X509Certificate certificate)
      throws IOException {
    byte[] der = Certificates.der(certificate);
    out.writeUTF(CERTIFICATE_TYPE);
    out.writeInt(der.length);
    out.write(der);
  }
}
