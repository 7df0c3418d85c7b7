package dev.perennial.core;

import dev.perennial.core.lifecycle.SecretMetadata;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.KeyPairs;
import dev.perennial.core.pki.KeystoreContent;
import dev.perennial.core.pki.Keystores;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.core.pki.OutputFormats;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.TemporaryCertificate;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.JksKeystore;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Pkcs12Keystore;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.OutputFormat;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the secret of one certificate: key, chain and CA with every further format that its spec
 * asks for, as one value. Source: cert-manager {@code issuing/internal/secret.go}. Not safe for use
 * by several threads.
 */
final class SecretRenderer {
  private final World world;
  private final Certificate certificate;
  private final KeystorePasswords passwords;
  private final KeyPairs keys;

  SecretRenderer(World world, Certificate certificate, KeyPairs keys) {
    this.keys = keys;
    this.world = world;
    this.certificate = certificate;
    this.passwords = KeystorePasswords.read(certificate, world);
  }

  /** Returns the secret for what the issuer answered. */
  SecretBundle issued(Optional<SecretBundle> old, PrivateKey key, CertificateRequestStatus answer) {
    byte[] chain = answer.certificate().getBytes(StandardCharsets.ISO_8859_1);
    byte[] ca = answer.ca().isEmpty() ? null : answer.ca().getBytes(StandardCharsets.ISO_8859_1);
    return render(old, key, chain, ca, false);
  }

  /** Returns the secret for a temporary leaf (cert-manager: {@code temporarycertificate.go}). */
  SecretBundle temporary(Optional<SecretBundle> old, PrivateKey key) {
    byte[] leaf =
        TemporaryCertificate.generate(certificate.spec(), key, world.now(), world.crypto());
    return render(old, key, leaf, null, true);
  }

  /** Returns the secret with the pair that it holds, everything else made anew. */
  SecretBundle rewritten(SecretBundle old) {
    byte[] key = old.value(SecretBundle.TLS_KEY).orElse(SecretBytes.EMPTY).revealBytes();
    byte[] chain = old.value(SecretBundle.TLS_CRT).orElse(SecretBytes.EMPTY).revealBytes();
    byte[] ca = old.value(SecretBundle.CA_CRT).map(SecretBytes::revealBytes).orElse(null);
    boolean temporary =
        old.meta().annotation(Annotations.ISSUER_NAME) == null
            && old.meta().annotation(SecretMetadata.MANAGED) != null;
    return render(Optional.of(old), keys.decode(key).getPrivate(), chain, ca, temporary);
  }

  private SecretBundle render(
      Optional<SecretBundle> old,
      PrivateKey key,
      byte[] chainPem,
      byte @Nullable [] caPem,
      boolean temporary) {
    List<X509Certificate> chain = Certificates.decodeBundle(chainPem);
    byte[] keyPem = keys.encode(key, certificate.spec().privateKey().effectiveEncoding());
    Map<String, SecretBytes> data = foreignData(old);
    data.put(SecretBundle.TLS_KEY, SecretBytes.copyOf(keyPem));
    data.put(SecretBundle.TLS_CRT, SecretBytes.copyOf(chainPem));
    if (caPem != null) {
      data.put(SecretBundle.CA_CRT, SecretBytes.copyOf(caPem));
    }
    addFormats(data, keyPem, chainPem);
    addKeystores(data, key, chain, caPem);
    return SecretBundle.builder()
        .meta(meta(old, LeafFacts.read(chain.get(0)), caPem, keyPem, temporary))
        .secretType(old.map(SecretBundle::secretType).orElse(SecretBundle.TYPE_TLS))
        .data(data)
        .immutable(old.map(SecretBundle::immutable).orElse(null))
        .build();
  }

  private static Map<String, SecretBytes> foreignData(Optional<SecretBundle> old) {
    Map<String, SecretBytes> data =
        new LinkedHashMap<>(old.map(SecretBundle::data).orElse(Map.of()));
    List.of(
            SecretBundle.CA_CRT,
            SecretBundle.KEYSTORE_JKS,
            SecretBundle.TRUSTSTORE_JKS,
            SecretBundle.KEYSTORE_P12,
            SecretBundle.TRUSTSTORE_P12,
            SecretBundle.TLS_COMBINED_PEM,
            SecretBundle.KEY_DER)
        .forEach(data::remove);
    return data;
  }

  private void addFormats(Map<String, SecretBytes> data, byte[] keyPem, byte[] chainPem) {
    for (OutputFormat format : certificate.spec().additionalOutputFormats()) {
      switch (format) {
        case COMBINED_PEM ->
            data.put(
                SecretBundle.TLS_COMBINED_PEM,
                SecretBytes.copyOf(OutputFormats.combinedPem(keyPem, chainPem)));
        case DER ->
            data.put(SecretBundle.KEY_DER, SecretBytes.copyOf(OutputFormats.keyDer(keyPem)));
      }
    }
  }

  private void addKeystores(
      Map<String, SecretBytes> data,
      PrivateKey key,
      List<X509Certificate> chain,
      byte @Nullable [] caPem) {
    KeystoresSpec keystores = certificate.spec().keystores();
    if (keystores == null) {
      return;
    }
    if (passwords.problem() != null) {
      throw new PkiException(PkiException.Reason.NO_DATA, passwords.problem());
    }
    List<X509Certificate> cas = caPem == null ? List.of() : Certificates.decodeBundle(caPem);
    KeystoreContent content = KeystoreContent.of(key, chain, cas);
    Keystores writer = Keystores.using(world.crypto());
    JksKeystore jks = keystores.jks();
    if (jks != null && jks.create()) {
      Instant created = world.now().truncatedTo(ChronoUnit.SECONDS);
      char[] password = chars(passwords.jks());
      put(
          data,
          SecretBundle.KEYSTORE_JKS,
          writer.jks(content, jks.effectiveAlias(), password, created));
      if (!cas.isEmpty()) {
        put(data, SecretBundle.TRUSTSTORE_JKS, writer.jksTruststore(cas, password, created));
      }
    }
    Pkcs12Keystore p12 = keystores.pkcs12();
    if (p12 != null && p12.create()) {
      char[] password = chars(passwords.pkcs12());
      put(
          data,
          SecretBundle.KEYSTORE_P12,
          writer.pkcs12(content, p12.effectiveProfile(), password));
      if (!cas.isEmpty()) {
        put(
            data,
            SecretBundle.TRUSTSTORE_P12,
            writer.pkcs12Truststore(cas, p12.effectiveProfile(), password));
      }
    }
  }

  private ObjectMeta meta(
      Optional<SecretBundle> old,
      LeafFacts leaf,
      byte @Nullable [] caPem,
      byte[] keyPem,
      boolean temporary) {
    ObjectMeta base =
        old.map(SecretBundle::meta)
            .orElseGet(
                () ->
                    ObjectMeta.builder()
                        .name(certificate.spec().secretName())
                        .namespace(certificate.meta().namespace())
                        .uid(Identities.uid(world.crypto().random()))
                        .generation(1)
                        .creationTimestamp(world.now().truncatedTo(ChronoUnit.SECONDS))
                        .build());
    SecretMetadata wanted =
        temporary
            ? SecretMetadata.temporary(certificate, leaf)
            : SecretMetadata.issued(certificate, leaf);
    String managed = base.annotation(SecretMetadata.MANAGED);
    Map<String, String> annotations = wanted.mergedAnnotations(base.annotations(), managed);
    setOrRemove(annotations, Annotations.ISSUING_CA, temporary ? "" : fingerprint(caPem));
    setOrRemove(
        annotations, KeystorePasswords.ANNOTATION, passwords.mark(SecretBytes.copyOf(keyPem)));
    return base.toBuilder()
        .labels(wanted.mergedLabels(base.labels(), managed))
        .annotations(annotations)
        .build();
  }

  private static String fingerprint(byte @Nullable [] caPem) {
    return caPem == null ? "" : LeafFacts.read(Certificates.decodeFirst(caPem)).fingerprint();
  }

  private static void setOrRemove(Map<String, String> annotations, String key, String value) {
    if (value.isEmpty()) {
      annotations.remove(key);
    } else {
      annotations.put(key, value);
    }
  }

  private static void put(Map<String, SecretBytes> data, String key, byte[] value) {
    data.put(key, SecretBytes.copyOf(value));
  }

  private static char[] chars(@Nullable SecretBytes password) {
    byte[] utf8 = Objects.requireNonNullElse(password, SecretBytes.EMPTY).revealBytes();
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8));
    char[] chars = new char[decoded.remaining()];
    decoded.get(chars);
    return chars;
  }
}
