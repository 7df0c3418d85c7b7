package dev.perennial.core.lifecycle;

import dev.perennial.model.Certificate;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.IssuerRef;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision about one certificate may look at. Whoever reads a store builds it; the
 * lifecycle cannot ask for more. Immutable.
 */
public final class View {
  private final Certificate certificate;
  private final SecretFacts secret;
  private final List<RequestFacts> requests;
  private final List<ForeignRequest> foreignRequests;
  private final List<NextKey> nextKeys;
  private final @Nullable NextKey namedKey;
  private final IssuerFacts issuer;
  private final List<Certificate> rivals;
  private final @Nullable String keystoreProblem;
  private final List<PreviousBundle> previousBundles;
  private final Settings settings;

  private View(Builder builder) {
    this.certificate = Objects.requireNonNull(builder.certificate, "certificate");
    this.secret = builder.secret;
    this.requests = List.copyOf(builder.requests);
    this.foreignRequests = List.copyOf(builder.foreignRequests);
    this.nextKeys = List.copyOf(builder.nextKeys);
    this.namedKey = builder.namedKey;
    this.issuer = builder.issuer;
    this.rivals = List.copyOf(builder.rivals);
    this.keystoreProblem = builder.keystoreProblem;
    this.previousBundles = List.copyOf(builder.previousBundles);
    this.settings = builder.settings;
  }

  /** Returns a builder whose fields all have their defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts from the values of this object. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.certificate = certificate;
    b.secret = secret;
    b.requests = requests;
    b.foreignRequests = foreignRequests;
    b.nextKeys = nextKeys;
    b.namedKey = namedKey;
    b.issuer = issuer;
    b.rivals = rivals;
    b.keystoreProblem = keystoreProblem;
    b.previousBundles = previousBundles;
    b.settings = settings;
    return b;
  }

  /** Returns the certificate. */
  public Certificate certificate() {
    return certificate;
  }

  /** Returns what is known of the secret that the certificate names. */
  public SecretFacts secret() {
    return secret;
  }

  /** Returns the certificate requests that the certificate owns, of all revisions. */
  public List<RequestFacts> requests() {
    return requests;
  }

  /** Returns the requests that stand under names of the certificate's and are not its own. */
  public List<ForeignRequest> foreignRequests() {
    return foreignRequests;
  }

  /** Returns the secrets with next private keys that the certificate owns. */
  public List<NextKey> nextKeys() {
    return nextKeys;
  }

  /**
   * Returns the secret that the status names as the one with the next private key, owned or not;
   * null when there is none.
   */
  public @Nullable NextKey namedKey() {
    return namedKey;
  }

  /** Returns what is known of the issuer. */
  public IssuerFacts issuer() {
    return issuer;
  }

  /** Returns the issuer that {@link #issuer()} tells of. */
  public IssuerRef issuerInUse() {
    return issuerInUse(certificate, secret);
  }

  /**
   * Returns the issuer of a certificate that a view is to tell of: the one that the issuance in
   * flight is at, or the one of the list that gave the leaf in the secret, or the first.
   */
  public static IssuerRef issuerInUse(Certificate certificate, SecretFacts secret) {
    if (Conditions.isTrue(certificate.status().conditions(), ConditionTypes.ISSUING)) {
      return IssuerList.attempted(certificate);
    }
    IssuerRef issuer = secret.issuer();
    return IssuerList.has(certificate, issuer) ? issuer : certificate.spec().issuerRef();
  }

  /** Returns the other certificates of the namespace that name the same secret. */
  public List<Certificate> rivals() {
    return rivals;
  }

  /**
   * Returns what keeps the keystores from being written, such as a password that is not there; null
   * when nothing does.
   */
  public @Nullable String keystoreProblem() {
    return keystoreProblem;
  }

  /** Returns the previous bundles that are kept. */
  public List<PreviousBundle> previousBundles() {
    return previousBundles;
  }

  /** Returns the settings of the host. */
  public Settings settings() {
    return settings;
  }

  /** Returns whether an issuance is in flight. */
  public boolean isIssuing() {
    return Conditions.isTrue(certificate.status().conditions(), ConditionTypes.ISSUING);
  }

  /** Returns the revision that the next issuance gets: one more than the last, from 1. */
  public int nextRevision() {
    Integer revision = certificate.status().revision();
    return revision == null ? 1 : revision + 1;
  }

  /** Returns the requests of one revision. */
  public List<RequestFacts> requestsOf(int revision) {
    return requests.stream().filter(r -> r.revision() != null && r.revision() == revision).toList();
  }

  /** Returns the one request of the last revision, or null when there is none or more than one. */
  public @Nullable RequestFacts currentRequest() {
    Integer revision = certificate.status().revision();
    return revision == null ? null : only(requestsOf(revision));
  }

  /** Returns the one request of the next revision, or null when there is none or more than one. */
  public @Nullable RequestFacts nextRequest() {
    return only(requestsOf(nextRevision()));
  }

  private static @Nullable RequestFacts only(List<RequestFacts> requests) {
    return requests.size() == 1 ? requests.get(0) : null;
  }

  private List<@Nullable Object> fields() {
    return Arrays.asList(
        certificate,
        secret,
        requests,
        foreignRequests,
        nextKeys,
        namedKey,
        issuer,
        rivals,
        keystoreProblem,
        previousBundles,
        settings);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof View that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "View" + fields();
  }

  /** Builds {@link View} objects. Not safe for use by several threads; one thread at a time. */
  public static final class Builder {
    private @Nullable Certificate certificate;
    private SecretFacts secret = SecretFacts.ABSENT;
    private List<RequestFacts> requests = List.of();
    private List<ForeignRequest> foreignRequests = List.of();
    private List<NextKey> nextKeys = List.of();
    private @Nullable NextKey namedKey;
    private IssuerFacts issuer = IssuerFacts.MISSING;
    private List<Certificate> rivals = List.of();
    private @Nullable String keystoreProblem;
    private List<PreviousBundle> previousBundles = List.of();
    private Settings settings = Settings.DEFAULT;

    private Builder() {}

    /** Sets the certificate. */
    public Builder certificate(Certificate value) {
      this.certificate = Objects.requireNonNull(value, "certificate");
      return this;
    }

    /** Sets what is known of the secret that the certificate names. */
    public Builder secret(SecretFacts value) {
      this.secret = Objects.requireNonNull(value, "secret");
      return this;
    }

    /** Sets the certificate requests that the certificate owns, of all revisions. */
    public Builder requests(List<RequestFacts> value) {
      this.requests = Objects.requireNonNull(value, "requests");
      return this;
    }

    /** Sets the requests that stand under names of the certificate's and are not its own. */
    public Builder foreignRequests(List<ForeignRequest> value) {
      this.foreignRequests = Objects.requireNonNull(value, "foreignRequests");
      return this;
    }

    /** Sets the secrets with next private keys that the certificate owns. */
    public Builder nextKeys(List<NextKey> value) {
      this.nextKeys = Objects.requireNonNull(value, "nextKeys");
      return this;
    }

    /**
     * Sets the secret that the status names as the one with the next private key, owned or not;
     * null when there is none.
     */
    public Builder namedKey(@Nullable NextKey value) {
      this.namedKey = value;
      return this;
    }

    /** Sets what is known of the issuer. */
    public Builder issuer(IssuerFacts value) {
      this.issuer = Objects.requireNonNull(value, "issuer");
      return this;
    }

    /** Sets the other certificates of the namespace that name the same secret. */
    public Builder rivals(List<Certificate> value) {
      this.rivals = Objects.requireNonNull(value, "rivals");
      return this;
    }

    /**
     * Sets what keeps the keystores from being written, such as a password that is not there; null
     * when nothing does.
     */
    public Builder keystoreProblem(@Nullable String value) {
      this.keystoreProblem = value;
      return this;
    }

    /** Sets the previous bundles that are kept. */
    public Builder previousBundles(List<PreviousBundle> value) {
      this.previousBundles = Objects.requireNonNull(value, "previousBundles");
      return this;
    }

    /** Sets the settings of the host. */
    public Builder settings(Settings value) {
      this.settings = Objects.requireNonNull(value, "settings");
      return this;
    }

    /** Returns the view. */
    public View build() {
      return new View(this);
    }
  }
}
