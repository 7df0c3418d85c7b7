package dev.perennial.core;

import dev.perennial.core.pki.PkiException;
import dev.perennial.model.Certificate;
import dev.perennial.model.JksKeystore;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.Pkcs12Keystore;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.SecretKeySelector;
import dev.perennial.spi.Versioned;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The passwords of the keystores that one certificate asks for, or what is missing. Immutable.
 *
 * @param jks the password of the JKS keystore; null when none is asked for
 * @param pkcs12 the password of the PKCS#12 keystore; null when none is asked for
 * @param problem what is missing; null when nothing is
 * @param settings alias and profile as text, for {@link #mark}
 */
record KeystorePasswords(
    @Nullable SecretBytes jks,
    @Nullable SecretBytes pkcs12,
    @Nullable String problem,
    String settings) {
  /** The annotation that tells with which settings the keystores of a secret were written. */
  static final String ANNOTATION = "perennial.dev/keystores";

  /** Reads the passwords that a certificate names. */
  static KeystorePasswords read(Certificate certificate, World world) {
    KeystoresSpec keystores = certificate.spec().keystores();
    if (keystores == null) {
      return new KeystorePasswords(null, null, null, "");
    }
    List<String> problems = new ArrayList<>();
    String namespace = certificate.meta().namespace();
    JksKeystore jks = keystores.jks();
    Pkcs12Keystore p12 = keystores.pkcs12();
    SecretBytes jksPassword = null;
    SecretBytes p12Password = null;
    StringBuilder settings = new StringBuilder();
    if (jks != null && jks.create()) {
      jksPassword = password(jks.password(), jks.passwordSecretRef(), namespace, world, problems);
      settings.append("jks/").append(jks.effectiveAlias()).append('\n');
    }
    if (p12 != null && p12.create()) {
      p12Password = password(p12.password(), p12.passwordSecretRef(), namespace, world, problems);
      settings.append("pkcs12/").append(p12.effectiveProfile().manifestName()).append('\n');
    }
    return new KeystorePasswords(
        jksPassword,
        p12Password,
        problems.isEmpty() ? null : String.join("; ", problems),
        settings.toString());
  }

  /** Returns the secrets that hold the passwords of a certificate. */
  static List<ResourceName> secretsOf(Certificate certificate) {
    KeystoresSpec keystores = certificate.spec().keystores();
    List<ResourceName> names = new ArrayList<>();
    if (keystores == null) {
      return names;
    }
    JksKeystore jks = keystores.jks();
    Pkcs12Keystore p12 = keystores.pkcs12();
    SecretKeySelector jksRef = jks == null ? null : jks.passwordSecretRef();
    SecretKeySelector p12Ref = p12 == null ? null : p12.passwordSecretRef();
    if (jksRef != null && !jksRef.name().isEmpty()) {
      names.add(new ResourceName(certificate.meta().namespace(), jksRef.name()));
    }
    if (p12Ref != null && !p12Ref.name().isEmpty()) {
      names.add(new ResourceName(certificate.meta().namespace(), p12Ref.name()));
    }
    return names;
  }

  /**
   * Returns whether the keystores of a secret were written with these passwords, aliases and
   * profiles. A secret that does not say is taken to fit: its keystores are looked at by presence
   * alone, as cert-manager does.
   */
  boolean fit(SecretBundle secret) {
    String written = secret.meta().annotation(ANNOTATION);
    Optional<SecretBytes> key = secret.value(SecretBundle.TLS_KEY);
    return problem != null || written == null || key.isEmpty() || written.equals(mark(key.get()));
  }

  /**
   * Returns a mark of passwords, aliases and profiles that tells nothing to whoever has not the
   * private key: an HMAC-SHA256 (RFC 2104) keyed with it. Empty when no keystore is asked for.
   */
  String mark(SecretBytes privateKey) {
    if (settings.isEmpty()) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(privateKey.revealBytes(), "HmacSHA256"));
      mac.update(settings.getBytes(StandardCharsets.UTF_8));
      update(mac, jks);
      update(mac, pkcs12);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new PkiException(
          PkiException.Reason.CRYPTO_FAILURE, "the keystore settings cannot be marked", e);
    }
  }

  private static void update(Mac mac, @Nullable SecretBytes password) {
    mac.update((byte) 0);
    if (password != null) {
      mac.update(password.revealBytes());
    }
  }

  /** Validation refuses a keystore without a password; a store may hold one all the same. */
  private static @Nullable SecretBytes literal(
      @Nullable SecretBytes literal, List<String> problems) {
    if (literal == null || literal.size() == 0) {
      problems.add("the keystore has no password: set password or passwordSecretRef");
      return null;
    }
    return literal;
  }

  private static @Nullable SecretBytes password(
      @Nullable SecretBytes literal,
      @Nullable SecretKeySelector ref,
      String namespace,
      World world,
      List<String> problems) {
    if (ref == null || ref.name().isEmpty()) {
      return literal(literal, problems);
    }
    String key = ref.key().isEmpty() ? "password" : ref.key();
    Optional<SecretBytes> found =
        world
            .secret(new ResourceName(namespace, ref.name()))
            .map(Versioned::resource)
            .flatMap(secret -> secret.value(key))
            .filter(password -> password.size() > 0);
    if (found.isEmpty()) {
      problems.add(
          "the keystore password is not there: the Secret \""
              + ref.name()
              + "\" with the key \""
              + key
              + "\" is needed");
    }
    return found.orElse(null);
  }
}
