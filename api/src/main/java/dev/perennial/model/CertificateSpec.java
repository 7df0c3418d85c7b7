package dev.perennial.model;

import dev.perennial.model.x509.KeyUsage;
import dev.perennial.model.x509.NameConstraints;
import dev.perennial.model.x509.OtherName;
import dev.perennial.model.x509.OutputFormat;
import dev.perennial.model.x509.SignatureAlgorithm;
import dev.perennial.model.x509.Subject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of one {@link Certificate}: cert-manager's v1 {@code CertificateSpec}, field
 * for field. Fields left out keep the value that a manifest without them has; the {@code
 * effective...} accessors give the defaults that apply at run time. Source: cert-manager {@code
 * pkg/apis/certmanager/v1}. Immutable.
 */
public final class CertificateSpec {
  private final Subject subject;
  private final String literalSubject;
  private final String commonName;
  private final @Nullable Duration duration;
  private final @Nullable Duration renewBefore;
  private final @Nullable Integer renewBeforePercentage;
  private final @Nullable RenewalSpec renewal;
  private final List<String> dnsNames;
  private final List<String> ipAddresses;
  private final List<String> uris;
  private final List<String> emailAddresses;
  private final List<OtherName> otherNames;
  private final String secretName;
  private final @Nullable SecretTemplate secretTemplate;
  private final @Nullable KeystoresSpec keystores;
  private final IssuerRef issuerRef;
  private final boolean isCa;
  private final List<KeyUsage> usages;
  private final PrivateKeySpec privateKey;
  private final @Nullable SignatureAlgorithm signatureAlgorithm;
  private final @Nullable Boolean encodeUsagesInRequest;
  private final @Nullable Integer revisionHistoryLimit;
  private final List<OutputFormat> additionalOutputFormats;
  private final @Nullable NameConstraints nameConstraints;

  private CertificateSpec(Builder builder) {
    this.subject = builder.subject;
    this.literalSubject = builder.literalSubject;
    this.commonName = builder.commonName;
    this.duration = builder.duration;
    this.renewBefore = builder.renewBefore;
    this.renewBeforePercentage = builder.renewBeforePercentage;
    this.renewal = builder.renewal;
    this.dnsNames = List.copyOf(builder.dnsNames);
    this.ipAddresses = List.copyOf(builder.ipAddresses);
    this.uris = List.copyOf(builder.uris);
    this.emailAddresses = List.copyOf(builder.emailAddresses);
    this.otherNames = List.copyOf(builder.otherNames);
    this.secretName = builder.secretName;
    this.secretTemplate = builder.secretTemplate;
    this.keystores = builder.keystores;
    this.issuerRef = builder.issuerRef;
    this.isCa = builder.isCa;
    this.usages = List.copyOf(builder.usages);
    this.privateKey = builder.privateKey;
    this.signatureAlgorithm = builder.signatureAlgorithm;
    this.encodeUsagesInRequest = builder.encodeUsagesInRequest;
    this.revisionHistoryLimit = builder.revisionHistoryLimit;
    this.additionalOutputFormats = List.copyOf(builder.additionalOutputFormats);
    this.nameConstraints = builder.nameConstraints;
  }

  /** Returns a builder whose fields all have their defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts from the values of this object. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.subject = subject;
    b.literalSubject = literalSubject;
    b.commonName = commonName;
    b.duration = duration;
    b.renewBefore = renewBefore;
    b.renewBeforePercentage = renewBeforePercentage;
    b.renewal = renewal;
    b.dnsNames = dnsNames;
    b.ipAddresses = ipAddresses;
    b.uris = uris;
    b.emailAddresses = emailAddresses;
    b.otherNames = otherNames;
    b.secretName = secretName;
    b.secretTemplate = secretTemplate;
    b.keystores = keystores;
    b.issuerRef = issuerRef;
    b.isCa = isCa;
    b.usages = usages;
    b.privateKey = privateKey;
    b.signatureAlgorithm = signatureAlgorithm;
    b.encodeUsagesInRequest = encodeUsagesInRequest;
    b.revisionHistoryLimit = revisionHistoryLimit;
    b.additionalOutputFormats = additionalOutputFormats;
    b.nameConstraints = nameConstraints;
    return b;
  }

  /** Returns the subject attributes beside the common name (RFC 5280, section 4.1.2.6). */
  public Subject subject() {
    return subject;
  }

  /**
   * Returns the whole subject as an RFC 4514 string whose order is kept; empty when not used. It
   * excludes {@code subject} and {@code commonName}.
   */
  public String literalSubject() {
    return literalSubject;
  }

  /** Returns the common name, at most 64 bytes in UTF-8; empty when not wanted. */
  public String commonName() {
    return commonName;
  }

  /** Returns the lifetime asked for; null means {@link #DEFAULT_DURATION}. */
  public @Nullable Duration duration() {
    return duration;
  }

  /** Returns how long before the end of the leaf's validity to renew; null when not set. */
  public @Nullable Duration renewBefore() {
    return renewBefore;
  }

  /**
   * Returns the percentage of the leaf's lifetime that remains when it is renewed, between 0 and
   * 100, both excluded; null when not set.
   */
  public @Nullable Integer renewBeforePercentage() {
    return renewBeforePercentage;
  }

  /** Returns the renewal policy and its windows; null when not set. */
  public @Nullable RenewalSpec renewal() {
    return renewal;
  }

  /** Returns the DNS names (dNSName, RFC 5280, section 4.2.1.6). */
  public List<String> dnsNames() {
    return dnsNames;
  }

  /** Returns the IP addresses, as text. */
  public List<String> ipAddresses() {
    return ipAddresses;
  }

  /** Returns the URIs. */
  public List<String> uris() {
    return uris;
  }

  /** Returns the e-mail addresses (rfc822Name). */
  public List<String> emailAddresses() {
    return emailAddresses;
  }

  /** Returns the otherName entries with a UTF8String value. */
  public List<OtherName> otherNames() {
    return otherNames;
  }

  /**
   * Returns the name of the secret that holds the key and the chain, in the namespace of the
   * certificate.
   */
  public String secretName() {
    return secretName;
  }

  /** Returns labels and annotations to put on the secret; null when not set. */
  public @Nullable SecretTemplate secretTemplate() {
    return secretTemplate;
  }

  /** Returns the keystores to write into the secret; null when not set. */
  public @Nullable KeystoresSpec keystores() {
    return keystores;
  }

  /** Returns the issuer that signs. */
  public IssuerRef issuerRef() {
    return issuerRef;
  }

  /**
   * Returns whether the certificate may sign others (basicConstraints cA). In a manifest: {@code
   * isCA}.
   */
  public boolean isCa() {
    return isCa;
  }

  /**
   * Returns the key usages and extended key usages, in order; empty means the default, see {@link
   * #effectiveUsages()}.
   */
  public List<KeyUsage> usages() {
    return usages;
  }

  /** Returns the kind of private key, its encoding and rotation. */
  public PrivateKeySpec privateKey() {
    return privateKey;
  }

  /** Returns the signature algorithm of the request; null means the one that fits the key. */
  public @Nullable SignatureAlgorithm signatureAlgorithm() {
    return signatureAlgorithm;
  }

  /** Returns whether usages are put into the CSR; null means true. */
  public @Nullable Boolean encodeUsagesInRequest() {
    return encodeUsagesInRequest;
  }

  /** Returns how many certificate requests are kept; null means 1. */
  public @Nullable Integer revisionHistoryLimit() {
    return revisionHistoryLimit;
  }

  /** Returns further data keys to write into the secret. */
  public List<OutputFormat> additionalOutputFormats() {
    return additionalOutputFormats;
  }

  /**
   * Returns the name constraints of a CA certificate (RFC 5280, section 4.2.1.10); null when not
   * set.
   */
  public @Nullable NameConstraints nameConstraints() {
    return nameConstraints;
  }

  /** The lifetime asked for when the spec names none: 90 days (cert-manager: 2160h). */
  public static final Duration DEFAULT_DURATION = Duration.ofHours(2160);

  /** Returns the lifetime to ask for: {@link #duration()}, or {@link #DEFAULT_DURATION}. */
  public Duration effectiveDuration() {
    return duration == null ? DEFAULT_DURATION : duration;
  }

  /**
   * Returns the usages to ask for: {@link #usages()}, or digital signature and key encipherment.
   */
  public List<KeyUsage> effectiveUsages() {
    return usages.isEmpty()
        ? List.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_ENCIPHERMENT)
        : usages;
  }

  /** Returns whether usages are put into the CSR; true unless switched off. */
  public boolean effectiveEncodeUsagesInRequest() {
    return encodeUsagesInRequest == null || encodeUsagesInRequest;
  }

  /** Returns how many certificate requests are kept; 1 unless set. */
  public int effectiveRevisionHistoryLimit() {
    return revisionHistoryLimit == null ? 1 : revisionHistoryLimit;
  }

  private List<@Nullable Object> fields() {
    return Arrays.asList(
        subject,
        literalSubject,
        commonName,
        duration,
        renewBefore,
        renewBeforePercentage,
        renewal,
        dnsNames,
        ipAddresses,
        uris,
        emailAddresses,
        otherNames,
        secretName,
        secretTemplate,
        keystores,
        issuerRef,
        isCa,
        usages,
        privateKey,
        signatureAlgorithm,
        encodeUsagesInRequest,
        revisionHistoryLimit,
        additionalOutputFormats,
        nameConstraints);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CertificateSpec that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "CertificateSpec" + fields();
  }

  /**
   * Builds {@link CertificateSpec} objects. Not safe for use by several threads; one thread at a
   * time.
   */
  public static final class Builder {
    private Subject subject = Subject.EMPTY;
    private String literalSubject = "";
    private String commonName = "";
    private @Nullable Duration duration;
    private @Nullable Duration renewBefore;
    private @Nullable Integer renewBeforePercentage;
    private @Nullable RenewalSpec renewal;
    private List<String> dnsNames = List.of();
    private List<String> ipAddresses = List.of();
    private List<String> uris = List.of();
    private List<String> emailAddresses = List.of();
    private List<OtherName> otherNames = List.of();
    private String secretName = "";
    private @Nullable SecretTemplate secretTemplate;
    private @Nullable KeystoresSpec keystores;
    private IssuerRef issuerRef = IssuerRef.NONE;
    private boolean isCa = false;
    private List<KeyUsage> usages = List.of();
    private PrivateKeySpec privateKey = PrivateKeySpec.DEFAULT;
    private @Nullable SignatureAlgorithm signatureAlgorithm;
    private @Nullable Boolean encodeUsagesInRequest;
    private @Nullable Integer revisionHistoryLimit;
    private List<OutputFormat> additionalOutputFormats = List.of();
    private @Nullable NameConstraints nameConstraints;

    private Builder() {}

    /** Sets the subject attributes beside the common name (RFC 5280, section 4.1.2.6). */
    public Builder subject(Subject value) {
      this.subject = Objects.requireNonNull(value, "subject");
      return this;
    }

    /**
     * Sets the whole subject as an RFC 4514 string whose order is kept; empty when not used. It
     * excludes {@code subject} and {@code commonName}.
     */
    public Builder literalSubject(String value) {
      this.literalSubject = Objects.requireNonNull(value, "literalSubject");
      return this;
    }

    /** Sets the common name, at most 64 bytes in UTF-8; empty when not wanted. */
    public Builder commonName(String value) {
      this.commonName = Objects.requireNonNull(value, "commonName");
      return this;
    }

    /** Sets the lifetime asked for; null means {@link #DEFAULT_DURATION}. */
    public Builder duration(@Nullable Duration value) {
      this.duration = value;
      return this;
    }

    /** Sets how long before the end of the leaf's validity to renew; null when not set. */
    public Builder renewBefore(@Nullable Duration value) {
      this.renewBefore = value;
      return this;
    }

    /**
     * Sets the percentage of the leaf's lifetime that remains when it is renewed, between 0 and
     * 100, both excluded; null when not set.
     */
    public Builder renewBeforePercentage(@Nullable Integer value) {
      this.renewBeforePercentage = value;
      return this;
    }

    /** Sets the renewal policy and its windows; null when not set. */
    public Builder renewal(@Nullable RenewalSpec value) {
      this.renewal = value;
      return this;
    }

    /** Sets the DNS names (dNSName, RFC 5280, section 4.2.1.6). */
    public Builder dnsNames(List<String> value) {
      this.dnsNames = Objects.requireNonNull(value, "dnsNames");
      return this;
    }

    /** Sets the IP addresses, as text. */
    public Builder ipAddresses(List<String> value) {
      this.ipAddresses = Objects.requireNonNull(value, "ipAddresses");
      return this;
    }

    /** Sets the URIs. */
    public Builder uris(List<String> value) {
      this.uris = Objects.requireNonNull(value, "uris");
      return this;
    }

    /** Sets the e-mail addresses (rfc822Name). */
    public Builder emailAddresses(List<String> value) {
      this.emailAddresses = Objects.requireNonNull(value, "emailAddresses");
      return this;
    }

    /** Sets the otherName entries with a UTF8String value. */
    public Builder otherNames(List<OtherName> value) {
      this.otherNames = Objects.requireNonNull(value, "otherNames");
      return this;
    }

    /**
     * Sets the name of the secret that holds the key and the chain, in the namespace of the
     * certificate.
     */
    public Builder secretName(String value) {
      this.secretName = Objects.requireNonNull(value, "secretName");
      return this;
    }

    /** Sets labels and annotations to put on the secret; null when not set. */
    public Builder secretTemplate(@Nullable SecretTemplate value) {
      this.secretTemplate = value;
      return this;
    }

    /** Sets the keystores to write into the secret; null when not set. */
    public Builder keystores(@Nullable KeystoresSpec value) {
      this.keystores = value;
      return this;
    }

    /** Sets the issuer that signs. */
    public Builder issuerRef(IssuerRef value) {
      this.issuerRef = Objects.requireNonNull(value, "issuerRef");
      return this;
    }

    /**
     * Sets whether the certificate may sign others (basicConstraints cA). In a manifest: {@code
     * isCA}.
     */
    public Builder isCa(boolean value) {
      this.isCa = value;
      return this;
    }

    /**
     * Sets the key usages and extended key usages, in order; empty means the default, see {@link
     * #effectiveUsages()}.
     */
    public Builder usages(List<KeyUsage> value) {
      this.usages = Objects.requireNonNull(value, "usages");
      return this;
    }

    /** Sets the kind of private key, its encoding and rotation. */
    public Builder privateKey(PrivateKeySpec value) {
      this.privateKey = Objects.requireNonNull(value, "privateKey");
      return this;
    }

    /** Sets the signature algorithm of the request; null means the one that fits the key. */
    public Builder signatureAlgorithm(@Nullable SignatureAlgorithm value) {
      this.signatureAlgorithm = value;
      return this;
    }

    /** Sets whether usages are put into the CSR; null means true. */
    public Builder encodeUsagesInRequest(@Nullable Boolean value) {
      this.encodeUsagesInRequest = value;
      return this;
    }

    /** Sets how many certificate requests are kept; null means 1. */
    public Builder revisionHistoryLimit(@Nullable Integer value) {
      this.revisionHistoryLimit = value;
      return this;
    }

    /** Sets further data keys to write into the secret. */
    public Builder additionalOutputFormats(List<OutputFormat> value) {
      this.additionalOutputFormats = Objects.requireNonNull(value, "additionalOutputFormats");
      return this;
    }

    /**
     * Sets the name constraints of a CA certificate (RFC 5280, section 4.2.1.10); null when not
     * set.
     */
    public Builder nameConstraints(@Nullable NameConstraints value) {
      this.nameConstraints = value;
      return this;
    }

    /**
     * Returns the object. Business rules are not checked here: {@link Validation} reports them all
     * at once.
     */
    public CertificateSpec build() {
      return new CertificateSpec(this);
    }
  }
}
