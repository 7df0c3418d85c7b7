package dev.perennial.core;

import dev.perennial.core.lifecycle.Action;

/** Says in a sentence what an action does, for explanations. Safe for use by several threads. */
final class ActionWords implements Action.Visitor<String> {
  @Override
  public String setStatus(Action.SetStatus action) {
    return switch (action.cause()) {
      case MARK_ISSUING -> "begins an issuance";
      case NAME_NEXT_KEY -> "chooses the name of the Secret for the next private key";
      case ADOPT_NEXT_KEY -> "takes over a next private key that is there";
      case CLEAR_NEXT_KEY -> "forgets the next private key";
      case COMPLETE_ISSUANCE -> "completes the issuance";
      case FAIL_ISSUANCE -> "records that the issuance failed";
      case NEXT_ISSUER -> "goes on to the next issuer of the list";
      case UPDATE_READINESS -> "brings the Ready condition and the times of the status up to date";
      case HOLD_LOOP -> "holds back a loop of issuances";
      case CLEAR_RENEWAL_INFORMATION -> "forgets the renewal information of another issuer";
    };
  }

  @Override
  public String generateNextKey(Action.GenerateNextKey action) {
    return "generates the next private key into " + secret(action.secretName());
  }

  @Override
  public String reuseKey(Action.ReuseKey action) {
    return "copies the present private key into " + secret(action.secretName());
  }

  @Override
  public String deleteSecret(Action.DeleteSecret action) {
    return "deletes " + secret(action.secretName()) + ", which is no longer needed";
  }

  @Override
  public String createRequest(Action.CreateRequest action) {
    return "creates " + request(action.requestName()) + " for revision " + action.revision();
  }

  @Override
  public String deleteRequest(Action.DeleteRequest action) {
    return "deletes " + request(action.requestName()) + ": " + action.why();
  }

  @Override
  public String reviewRequest(Action.ReviewRequest action) {
    return "asks the approval policy about "
        + request(action.requestName())
        + ", once a minute until it decides";
  }

  @Override
  public String setRequestStatus(Action.SetRequestStatus action) {
    return "brings the status of " + request(action.requestName()) + " up to date";
  }

  @Override
  public String stepSigner(Action.StepSigner action) {
    return "takes the next step of signing " + request(action.requestName());
  }

  @Override
  public String keepPrevious(Action.KeepPrevious action) {
    return "keeps the pair of revision " + action.revision() + " in " + secret(action.secretName());
  }

  @Override
  public String publishSecret(Action.PublishSecret action) {
    return "writes the certificate of " + request(action.requestName()) + " into the Secret";
  }

  @Override
  public String publishTemporary(Action.PublishTemporary action) {
    return "writes a temporary certificate into the Secret";
  }

  @Override
  public String rewriteSecret(Action.RewriteSecret action) {
    return "writes the Secret anew around the pair that it holds (" + action.reason() + ")";
  }

  @Override
  public String pollRenewalInformation(Action.PollRenewalInformation action) {
    return "asks the "
        + action.issuer().kindOrDefault()
        + " \""
        + action.issuer().name()
        + "\" when to renew";
  }

  @Override
  public String revokeCertificate(Action.RevokeCertificate action) {
    return "asks the "
        + action.issuer().kindOrDefault()
        + " \""
        + action.issuer().name()
        + "\" to revoke a certificate";
  }

  private static String secret(String name) {
    return "the Secret \"" + name + "\"";
  }

  private static String request(String name) {
    return "the CertificateRequest \"" + name + "\"";
  }
}
