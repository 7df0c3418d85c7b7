package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.KeyPairs;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.core.pki.OutputFormats;
import dev.perennial.core.pki.Pem;
import dev.perennial.core.pki.PemBlock;
import dev.perennial.core.pki.PkiException;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.OutputFormat;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the facts of a secret. Total: whatever the secret holds, it throws nothing. */
final class SecretReading {
  /** The labels of the key encodings that are neither of PKCS#8's. */
  private static final Set<String> OLD_LABELS = Set.of("RSA PRIVATE KEY", "EC PRIVATE KEY");

  private final SecretBundle secret;
  private final SecretFacts.Builder facts;
  private final KeyPairs keys;

  private SecretReading(SecretBundle secret, KeyPairs keys) {
    this.keys = keys;
    this.secret = secret;
    this.facts = SecretFacts.builder();
  }

  static SecretFacts of(SecretBundle secret, KeyPairs keys) {
    return new SecretReading(secret, keys).read();
  }

  private SecretFacts read() {
    Set<String> filled = new TreeSet<>();
    secret.data().forEach((key, value) -> addIf(value.size() > 0, key, filled));
    facts
        .hasData(!secret.data().isEmpty())
        .providesCa(secret.data().containsKey(SecretBundle.CA_CRT))
        .filledKeys(filled)
        .meta(secret.meta());
    byte[] key = bytes(SecretBundle.TLS_KEY);
    byte[] chain = bytes(SecretBundle.TLS_CRT);
    readKey(key);
    readChain(chain);
    readFormats(key, chain);
    return facts.build();
  }

  private static void addIf(boolean condition, String key, Set<String> keys) {
    if (condition) {
      keys.add(key);
    }
  }

  private byte[] bytes(String key) {
    return secret.value(key).map(SecretBytes::revealBytes).orElseGet(() -> new byte[0]);
  }

  private void readKey(byte[] pem) {
    if (pem.length == 0) {
      return;
    }
    try {
      facts.key(KeyFacts.of(keys.decode(pem).getPublic())).keyEncoding(encoding(pem));
    } catch (PkiException e) {
      facts.keyProblem(message(e));
    }
  }

  private static @Nullable KeyEncoding encoding(byte[] pem) {
    String label = Pem.decodeFirst(pem, Pem.MAX_PRIVATE_KEY_BYTES).map(PemBlock::label).orElse("");
    if (OLD_LABELS.contains(label)) {
      return KeyEncoding.PKCS1;
    }
    return label.equals("PRIVATE KEY") ? KeyEncoding.PKCS8 : null;
  }

  private void readChain(byte[] pem) {
    if (pem.length == 0) {
      return;
    }
    try {
      List<X509Certificate> chain = Certificates.decodeBundle(pem);
      facts.leaf(LeafFacts.read(chain.get(0))).chainEnd(end(chain)).caNotAfter(issuerEnd(chain));
    } catch (PkiException e) {
      facts.leafProblem(message(e));
    }
  }

  private static @Nullable Instant end(List<X509Certificate> chain) {
    return chain.stream()
        .map(c -> c.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** The end of whoever signed the leaf: the next of the chain, or the CA when there is none. */
  private @Nullable Instant issuerEnd(List<X509Certificate> chain) {
    if (chain.size() > 1) {
      return chain.get(1).getNotAfter().toInstant();
    }
    try {
      byte[] ca = bytes(SecretBundle.CA_CRT);
      return ca.length == 0 ? null : Certificates.decodeFirst(ca).getNotAfter().toInstant();
    } catch (PkiException e) {
      return null;
    }
  }

  private void readFormats(byte[] key, byte[] chain) {
    Set<OutputFormat> fitting = EnumSet.noneOf(OutputFormat.class);
    if (holds(SecretBundle.TLS_COMBINED_PEM, OutputFormats.combinedPem(key, chain))) {
      fitting.add(OutputFormat.COMBINED_PEM);
    }
    if (keyDer(key).map(der -> holds(SecretBundle.KEY_DER, der)).orElse(false)) {
      fitting.add(OutputFormat.DER);
    }
    facts.fittingFormats(fitting);
  }

  private static Optional<byte[]> keyDer(byte[] key) {
    try {
      return Optional.of(OutputFormats.keyDer(key));
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  private boolean holds(String key, byte[] expected) {
    @Nullable SecretBytes found = secret.data().get(key);
    return found != null && found.equals(SecretBytes.copyOf(expected));
  }

  private static String message(PkiException e) {
    return Objects.requireNonNullElse(e.getMessage(), "it does not decode");
  }
}
