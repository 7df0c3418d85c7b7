package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.KeyPairs;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.OutputFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a decision may know of the secret of a certificate: no private key and no password. Facts
 * that a reader leaves out say that nothing is wrong, but key and leaf must be given. Immutable.
 */
public final class SecretFacts {
  /** A secret that does not exist. */
  public static final SecretFacts ABSENT = builder().exists(false).hasData(false).build();

  private final boolean exists;
  private final boolean hasData;
  private final boolean providesCa;
  private final Set<String> filledKeys;
  private final @Nullable KeyFacts key;
  private final String keyProblem;
  private final @Nullable KeyEncoding keyEncoding;
  private final @Nullable LeafFacts leaf;
  private final String leafProblem;
  private final @Nullable Instant chainEnd;
  private final @Nullable Instant caNotAfter;
  private final ObjectMeta meta;
  private final Set<OutputFormat> fittingFormats;
  private final boolean keystoresFit;

  private SecretFacts(Builder builder) {
    this.exists = builder.exists;
    this.hasData = builder.hasData;
    this.providesCa = builder.providesCa;
    this.filledKeys = Set.copyOf(builder.filledKeys);
    this.key = builder.key;
    this.keyProblem = builder.keyProblem;
    this.keyEncoding = builder.keyEncoding;
    this.leaf = builder.leaf;
    this.leafProblem = builder.leafProblem;
    this.chainEnd = builder.chainEnd;
    this.caNotAfter = builder.caNotAfter;
    this.meta = builder.meta;
    this.fittingFormats = Set.copyOf(builder.fittingFormats);
    this.keystoresFit = builder.keystoresFit;
  }

  /**
   * Reads a secret. Never throws, whatever the secret holds. Whether the keystores were written
   * with the settings that are asked for is not looked at: see {@link #withKeystoresFit}.
   */
  public static SecretFacts read(SecretBundle secret) {
    return read(secret, new KeyPairs());
  }

  /** Reads a secret as {@link #read(SecretBundle)} does, its key with the help of what is known. */
  public static SecretFacts read(SecretBundle secret, KeyPairs keys) {
    return SecretReading.of(secret, keys);
  }

  /**
   * Returns the facts of a secret as it is right after an issuance, of a key and a leaf that the
   * caller knows without reading them.
   */
  static SecretFacts simulated(Certificate certificate, KeyFacts key, LeafFacts leaf) {
    return SimulatedSecret.of(certificate, key, leaf);
  }

  /** Returns a builder for a secret that exists and has data, with nothing wrong known of it. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts from the values of this object. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.exists = exists;
    b.hasData = hasData;
    b.providesCa = providesCa;
    b.filledKeys = filledKeys;
    b.key = key;
    b.keyProblem = keyProblem;
    b.keyEncoding = keyEncoding;
    b.leaf = leaf;
    b.leafProblem = leafProblem;
    b.chainEnd = chainEnd;
    b.caNotAfter = caNotAfter;
    b.meta = meta;
    b.fittingFormats = fittingFormats;
    b.keystoresFit = keystoresFit;
    return b;
  }

  /** Returns these facts with the word on whether the keystores fit. */
  public SecretFacts withKeystoresFit(boolean fit) {
    return toBuilder().keystoresFit(fit).build();
  }

  /** Returns whether the secret exists. */
  public boolean exists() {
    return exists;
  }

  /** Returns whether it has any data at all. */
  public boolean hasData() {
    return hasData;
  }

  /** Returns whether it has a {@code ca.crt}, if only an empty one. */
  public boolean providesCa() {
    return providesCa;
  }

  /** Returns the data keys whose values have bytes. */
  public Set<String> filledKeys() {
    return filledKeys;
  }

  /** Returns what is known of the private key; null when there is none that decodes. */
  public @Nullable KeyFacts key() {
    return key;
  }

  /** Returns why the private key does not decode; empty when it does or is not there. */
  public String keyProblem() {
    return keyProblem;
  }

  /** Returns the encoding of the private key; null when it is not known. */
  public @Nullable KeyEncoding keyEncoding() {
    return keyEncoding;
  }

  /** Returns what is known of the leaf; null when there is none that decodes. */
  public @Nullable LeafFacts leaf() {
    return leaf;
  }

  /** Returns why the leaf does not decode; empty when it does or is not there. */
  public String leafProblem() {
    return leafProblem;
  }

  /** Returns the end of the certificate of the chain that ends first; null when not known. */
  public @Nullable Instant chainEnd() {
    return chainEnd;
  }

  /** Returns the end of the certificate that signed the leaf; null when not known. */
  public @Nullable Instant caNotAfter() {
    return caNotAfter;
  }

  /** Returns its metadata; without a name when it does not exist. */
  public ObjectMeta meta() {
    return meta;
  }

  /** Returns the additional output formats that are there and right. */
  public Set<OutputFormat> fittingFormats() {
    return fittingFormats;
  }

  /**
   * Returns whether the keystores were written with the passwords, aliases and profiles that are
   * asked for.
   */
  public boolean keystoresFit() {
    return keystoresFit;
  }

  /** Returns the value of an annotation, or null. */
  public @Nullable String annotation(String name) {
    return meta.annotation(name);
  }

  /**
   * Returns what is known of the private key.
   *
   * @throws IllegalStateException when there is none that decodes
   */
  public KeyFacts requireKey() {
    if (key == null) {
      throw new IllegalStateException("the secret has no private key that decodes");
    }
    return key;
  }

  /** Returns whether it has a key and a leaf that decode and belong together. */
  public boolean hasPair() {
    return key != null && leaf != null && key.publicKeyId().equals(leaf.publicKeyId());
  }

  /** Returns the issuer that its annotations name; missing parts are empty. */
  public IssuerRef issuer() {
    return new IssuerRef(
        meta.annotations().getOrDefault(Annotations.ISSUER_NAME, ""),
        meta.annotations().getOrDefault(Annotations.ISSUER_KIND, ""),
        meta.annotations().getOrDefault(Annotations.ISSUER_GROUP, ""));
  }

  /**
   * Returns whether it holds what a request of a certificate brought: the very leaf, the key to it,
   * and the names of both.
   */
  public boolean holds(RequestFacts request, Certificate certificate) {
    return hasPair()
        && leaf != null
        && request.leaf() != null
        && leaf.fingerprint().equals(request.leaf().fingerprint())
        && certificate.meta().name().equals(annotation(Annotations.CERTIFICATE_NAME))
        && meta.annotations().containsKey(Annotations.ISSUER_NAME)
        && issuer().sameAs(request.spec().issuerRef());
  }

  private List<@Nullable Object> fields() {
    return Arrays.asList(
        exists,
        hasData,
        providesCa,
        filledKeys,
        key,
        keyProblem,
        keyEncoding,
        leaf,
        leafProblem,
        chainEnd,
        caNotAfter,
        meta,
        fittingFormats,
        keystoresFit);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretFacts that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "SecretFacts" + fields();
  }

  /**
   * Builds {@link SecretFacts} objects. Not safe for use by several threads; one thread at a time.
   */
  public static final class Builder {
    private boolean exists = true;
    private boolean hasData = true;
    private boolean providesCa = false;
    private Set<String> filledKeys = Set.of();
    private @Nullable KeyFacts key;
    private String keyProblem = "";
    private @Nullable KeyEncoding keyEncoding;
    private @Nullable LeafFacts leaf;
    private String leafProblem = "";
    private @Nullable Instant chainEnd;
    private @Nullable Instant caNotAfter;
    private ObjectMeta meta = ObjectMeta.builder().build();
    private Set<OutputFormat> fittingFormats = Set.of();
    private boolean keystoresFit = true;

    private Builder() {}

    /** Sets whether the secret exists. */
    public Builder exists(boolean value) {
      this.exists = value;
      return this;
    }

    /** Sets whether it has any data at all. */
    public Builder hasData(boolean value) {
      this.hasData = value;
      return this;
    }

    /** Sets whether it has a {@code ca.crt}, if only an empty one. */
    public Builder providesCa(boolean value) {
      this.providesCa = value;
      return this;
    }

    /** Sets the data keys whose values have bytes. */
    public Builder filledKeys(Set<String> value) {
      this.filledKeys = Objects.requireNonNull(value, "filledKeys");
      return this;
    }

    /** Sets what is known of the private key; null when there is none that decodes. */
    public Builder key(@Nullable KeyFacts value) {
      this.key = value;
      return this;
    }

    /** Sets why the private key does not decode; empty when it does or is not there. */
    public Builder keyProblem(String value) {
      this.keyProblem = Objects.requireNonNull(value, "keyProblem");
      return this;
    }

    /** Sets the encoding of the private key; null when it is not known. */
    public Builder keyEncoding(@Nullable KeyEncoding value) {
      this.keyEncoding = value;
      return this;
    }

    /** Sets what is known of the leaf; null when there is none that decodes. */
    public Builder leaf(@Nullable LeafFacts value) {
      this.leaf = value;
      return this;
    }

    /** Sets why the leaf does not decode; empty when it does or is not there. */
    public Builder leafProblem(String value) {
      this.leafProblem = Objects.requireNonNull(value, "leafProblem");
      return this;
    }

    /** Sets the end of the certificate of the chain that ends first; null when not known. */
    public Builder chainEnd(@Nullable Instant value) {
      this.chainEnd = value;
      return this;
    }

    /** Sets the end of the certificate that signed the leaf; null when not known. */
    public Builder caNotAfter(@Nullable Instant value) {
      this.caNotAfter = value;
      return this;
    }

    /** Sets its metadata. */
    public Builder meta(ObjectMeta value) {
      this.meta = Objects.requireNonNull(value, "meta");
      return this;
    }

    /** Sets the additional output formats that are there and right. */
    public Builder fittingFormats(Set<OutputFormat> value) {
      this.fittingFormats = Objects.requireNonNull(value, "fittingFormats");
      return this;
    }

    /**
     * Sets whether the keystores were written with the passwords, aliases and profiles that are
     * asked for.
     */
    public Builder keystoresFit(boolean value) {
      this.keystoresFit = value;
      return this;
    }

    /** Returns the facts. */
    public SecretFacts build() {
      return new SecretFacts(this);
    }
  }
}
