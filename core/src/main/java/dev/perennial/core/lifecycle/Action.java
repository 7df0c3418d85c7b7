package dev.perennial.core.lifecycle;

import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.IssuerRef;
import java.util.List;

/**
 * Everything that the library can do to the world for a certificate. Each action makes at most one
 * conditional write. The {@link Visitor} lists them: whoever performs actions implements it, so
 * that a new action breaks every performer at compile time.
 */
public sealed interface Action {
  /** Calls the method of the visitor that fits this action. */
  <R> R accept(Visitor<R> visitor);

  /** Returns a short name of the kind of action, such as {@code CreateRequest}. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * Writes the status of the certificate. Immutable.
   *
   * @param cause why it changes
   * @param status the new status, whole
   * @param notices what to tell once it is written
   */
  record SetStatus(Cause cause, CertificateStatus status, List<Notice> notices) implements Action {
    /** Copies the list. */
    public SetStatus {
      notices = List.copyOf(notices);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.setStatus(this);
    }

    @Override
    public String name() {
      return cause.title();
    }
  }

  /** Why the status of a certificate changes. */
  enum Cause {
    /** An issuance begins. */
    MARK_ISSUING("MarkIssuing"),
    /** The name of the secret with the next private key is chosen. */
    NAME_NEXT_KEY("NameNextPrivateKey"),
    /** An existing secret with a next private key is taken over. */
    ADOPT_NEXT_KEY("AdoptNextPrivateKey"),
    /** The next private key is no longer needed. */
    CLEAR_NEXT_KEY("ClearNextPrivateKey"),
    /** An issuance succeeded. */
    COMPLETE_ISSUANCE("CompleteIssuance"),
    /** An issuance failed. */
    FAIL_ISSUANCE("FailIssuance"),
    /** An issuer failed, and the next one of the list is tried. */
    NEXT_ISSUER("NextIssuer"),
    /** Readiness, validity or renewal time changed. */
    UPDATE_READINESS("UpdateReadiness"),
    /** A loop of issuances is held back. */
    HOLD_LOOP("HoldLoop"),
    /** The renewal information of an issuer no longer counts. */
    CLEAR_RENEWAL_INFORMATION("ClearRenewalInformation");

    private final String title;

    Cause(String title) {
      this.title = title;
    }

    /** Returns the name for explanations and diagrams. */
    public String title() {
      return title;
    }
  }

  /**
   * Generates a private key into a new secret. Immutable.
   *
   * @param secretName the name of the secret
   */
  record GenerateNextKey(String secretName) implements Action {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.generateNextKey(this);
    }
  }

  /**
   * Copies the private key of the certificate's secret into a new secret. Immutable.
   *
   * @param secretName the name of the new secret
   */
  record ReuseKey(String secretName) implements Action {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reuseKey(this);
    }
  }

  /**
   * Deletes a secret with a next private key, or with a previous bundle. Immutable.
   *
   * @param secretName the name of the secret
   * @param notices what to tell once it is deleted
   */
  record DeleteSecret(String secretName, List<Notice> notices) implements Action {
    /** Copies the list. */
    public DeleteSecret {
      notices = List.copyOf(notices);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.deleteSecret(this);
    }
  }

  /**
   * Creates the certificate request of the next revision, signed with the next private key.
   * Immutable.
   *
   * @param requestName the name of the request
   * @param revision the revision
   * @param keySecretName the secret with the next private key
   * @param issuer the issuer that it goes to
   */
  record CreateRequest(String requestName, int revision, String keySecretName, IssuerRef issuer)
      implements Action {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.createRequest(this);
    }
  }

  /**
   * Deletes a certificate request. Immutable.
   *
   * @param requestName the name of the request
   * @param why what is wrong with it
   */
  record DeleteRequest(String requestName, String why) implements Action {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.deleteRequest(this);
    }
  }

  /**
   * Asks the approval policy about a certificate request and stores its decision. Immutable.
   *
   * @param requestName the name of the request
   */
  record ReviewRequest(String requestName) implements Action {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reviewRequest(this);
    }
  }

  /**
   * Writes the status of a certificate request. Immutable.
   *
   * @param requestName the name of the request
   * @param status the new status, whole
   * @param notices what to tell once it is written
   */
  record SetRequestStatus(String requestName, CertificateRequestStatus status, List<Notice> notices)
      implements Action {
    /** Copies the list. */
    public SetRequestStatus {
      notices = List.copyOf(notices);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.setRequestStatus(this);
    }
  }

  /**
   * Takes one step of signing a certificate request and stores what came out. Immutable.
   *
   * @param requestName the name of the request
   */
  record StepSigner(String requestName) implements Action {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stepSigner(this);
    }
  }

  /**
   * Keeps the pair now in the secret under another name, before it is replaced. Immutable.
   *
   * @param secretName the name of the secret to keep it in
   * @param revision the revision that it was
   */
  record KeepPrevious(String secretName, int revision) implements Action {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.keepPrevious(this);
    }
  }

  /**
   * Writes the issued chain with its private key into the certificate's secret. Immutable.
   *
   * @param requestName the name of the issued request
   * @param keySecretName the secret with its private key
   */
  record PublishSecret(String requestName, String keySecretName) implements Action {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.publishSecret(this);
    }
  }

  /**
   * Writes a temporary certificate for the next private key into the certificate's secret.
   * Immutable.
   *
   * @param keySecretName the secret with the next private key
   */
  record PublishTemporary(String keySecretName) implements Action {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.publishTemporary(this);
    }
  }

  /**
   * Writes the pair now in the secret once more, with the metadata and formats that are asked for.
   * Immutable.
   *
   * @param reason the post-issuance reason
   */
  record RewriteSecret(String reason) implements Action {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rewriteSecret(this);
    }
  }

  /**
   * Asks the issuer of the pair in the secret when it is to be renewed (RFC 9773), and stores the
   * answer in the status with a moment that is drawn once for each window. Immutable.
   *
   * @param issuer the issuer
   */
  record PollRenewalInformation(IssuerRef issuer) implements Action {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pollRenewalInformation(this);
    }
  }

  /**
   * Asks an issuer to revoke the certificate that the status names, and stores what it said.
   * Immutable.
   *
   * @param issuer the issuer
   */
  record RevokeCertificate(IssuerRef issuer) implements Action {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.revokeCertificate(this);
    }
  }

  /**
   * Performs actions.
   *
   * @param <R> what comes out
   */
  interface Visitor<R> {
    /** Writes the status of the certificate. */
    R setStatus(SetStatus action);

    /** Generates the next private key. */
    R generateNextKey(GenerateNextKey action);

    /** Copies the present private key as the next one. */
    R reuseKey(ReuseKey action);

    /** Deletes a secret. */
    R deleteSecret(DeleteSecret action);

    /** Creates a request. */
    R createRequest(CreateRequest action);

    /** Deletes a request. */
    R deleteRequest(DeleteRequest action);

    /** Reviews a request. */
    R reviewRequest(ReviewRequest action);

    /** Writes the status of a request. */
    R setRequestStatus(SetRequestStatus action);

    /** Takes one step of signing. */
    R stepSigner(StepSigner action);

    /** Keeps the present pair. */
    R keepPrevious(KeepPrevious action);

    /** Writes the issued pair. */
    R publishSecret(PublishSecret action);

    /** Writes a temporary pair. */
    R publishTemporary(PublishTemporary action);

    /** Writes the present pair once more. */
    R rewriteSecret(RewriteSecret action);

    /** Asks when to renew. */
    R pollRenewalInformation(PollRenewalInformation action);

    /** Revokes. */
    R revokeCertificate(RevokeCertificate action);
  }
}
