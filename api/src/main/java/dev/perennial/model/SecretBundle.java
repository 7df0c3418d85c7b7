package dev.perennial.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secret: named data with a type, kept and replaced as one. The secret of a certificate holds
 * {@code tls.key}, {@code tls.crt} (leaf, then intermediates, root left out), {@code ca.crt} when
 * it is known, and the further formats asked for. Printing it shows sizes, never bytes. Immutable.
 */
public final class SecretBundle implements Resource {
  private final ObjectMeta meta;
  private final String secretType;
  private final Map<String, SecretBytes> data;
  private final @Nullable Boolean immutable;

  private SecretBundle(Builder builder) {
    this.meta = Objects.requireNonNull(builder.meta, "meta");
    this.secretType = builder.secretType;
    this.data = Collections.unmodifiableMap(new LinkedHashMap<>(builder.data));
    this.immutable = builder.immutable;
  }

  /** Returns a builder whose fields all have their defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts from the values of this object. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.meta = meta;
    b.secretType = secretType;
    b.data = data;
    b.immutable = immutable;
    return b;
  }

  /** Returns the metadata. */
  @Override
  public ObjectMeta meta() {
    return meta;
  }

  /**
   * Returns the Kubernetes type of the secret, {@code kubernetes.io/tls} unless it had another. In
   * a manifest: {@code type}.
   */
  public String secretType() {
    return secretType;
  }

  /** Returns the data by key; values may be empty. */
  public Map<String, SecretBytes> data() {
    return data;
  }

  /** Returns whether the secret refuses changes; null when not said. */
  public @Nullable Boolean immutable() {
    return immutable;
  }

  /** The secret type of a key and certificate pair. */
  public static final String TYPE_TLS = "kubernetes.io/tls";

  /** The secret type of arbitrary data. */
  public static final String TYPE_OPAQUE = "Opaque";

  /** The data key of the private key. */
  public static final String TLS_KEY = "tls.key";

  /** The data key of the chain, leaf first. */
  public static final String TLS_CRT = "tls.crt";

  /** The data key of the CA certificate. */
  public static final String CA_CRT = "ca.crt";

  /** The data key of the JKS keystore. */
  public static final String KEYSTORE_JKS = "keystore.jks";

  /** The data key of the JKS trust store. */
  public static final String TRUSTSTORE_JKS = "truststore.jks";

  /** The data key of the PKCS#12 keystore. */
  public static final String KEYSTORE_P12 = "keystore.p12";

  /** The data key of the PKCS#12 trust store. */
  public static final String TRUSTSTORE_P12 = "truststore.p12";

  /** The data key of the combined PEM output. */
  public static final String TLS_COMBINED_PEM = "tls-combined.pem";

  /** The data key of the private key in DER. */
  public static final String KEY_DER = "key.der";

  @Override
  public ResourceType type() {
    return ResourceType.SECRET;
  }

  /** Returns the value of a data key, or empty when the key is absent or its value has no bytes. */
  public Optional<SecretBytes> value(String key) {
    return Optional.ofNullable(data.get(key)).filter(v -> v.size() > 0);
  }

  private List<@Nullable Object> fields() {
    return Arrays.asList(meta, secretType, data, immutable);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretBundle that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "SecretBundle" + fields();
  }

  /**
   * Builds {@link SecretBundle} objects. Not safe for use by several threads; one thread at a time.
   */
  public static final class Builder {
    private @Nullable ObjectMeta meta;
    private String secretType = TYPE_TLS;
    private Map<String, SecretBytes> data = Map.of();
    private @Nullable Boolean immutable;

    private Builder() {}

    /** Sets the metadata. */
    public Builder meta(ObjectMeta value) {
      this.meta = Objects.requireNonNull(value, "meta");
      return this;
    }

    /**
     * Sets the Kubernetes type of the secret, {@code kubernetes.io/tls} unless it had another. In a
     * manifest: {@code type}.
     */
    public Builder secretType(String value) {
      this.secretType = Objects.requireNonNull(value, "secretType");
      return this;
    }

    /** Sets the data by key; values may be empty. */
    public Builder data(Map<String, SecretBytes> value) {
      this.data = Objects.requireNonNull(value, "data");
      return this;
    }

    /** Sets whether the secret refuses changes; null when not said. */
    public Builder immutable(@Nullable Boolean value) {
      this.immutable = value;
      return this;
    }

    /**
     * Returns the object. Business rules are not checked here: {@link Validation} reports them all
     * at once.
     */
    public SecretBundle build() {
      return new SecretBundle(this);
    }
  }
}
