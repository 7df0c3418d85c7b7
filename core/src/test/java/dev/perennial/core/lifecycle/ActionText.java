package dev.perennial.core.lifecycle;

/** Writes an action the way the tables do: its name, then what it names. */
final class ActionText implements Action.Visitor<String> {
  static String of(Action action) {
    return action.accept(new ActionText());
  }

  @Override
  public String setStatus(Action.SetStatus action) {
    return action.name();
  }

  @Override
  public String generateNextKey(Action.GenerateNextKey action) {
    return action.name() + " " + action.secretName();
  }

  @Override
  public String reuseKey(Action.ReuseKey action) {
    return action.name() + " " + action.secretName();
  }

  @Override
  public String deleteSecret(Action.DeleteSecret action) {
    return action.name() + " " + action.secretName();
  }

  @Override
  public String createRequest(Action.CreateRequest action) {
    return action.name()
        + (" " + action.requestName() + " " + action.revision() + " " + action.keySecretName());
  }

  @Override
  public String deleteRequest(Action.DeleteRequest action) {
    return action.name() + " " + action.requestName() + ": " + action.why();
  }

  @Override
  public String reviewRequest(Action.ReviewRequest action) {
    return action.name() + " " + action.requestName();
  }

  @Override
  public String setRequestStatus(Action.SetRequestStatus action) {
    return action.name() + " " + action.requestName();
  }

  @Override
  public String stepSigner(Action.StepSigner action) {
    return action.name() + " " + action.requestName();
  }

  @Override
  public String keepPrevious(Action.KeepPrevious action) {
    return action.name() + " " + action.secretName() + " " + action.revision();
  }

  @Override
  public String publishSecret(Action.PublishSecret action) {
    return action.name() + " " + action.requestName() + " " + action.keySecretName();
  }

  @Override
  public String publishTemporary(Action.PublishTemporary action) {
    return action.name() + " " + action.keySecretName();
  }

  @Override
  public String rewriteSecret(Action.RewriteSecret action) {
    return action.name() + " " + action.reason();
  }

  @Override
  public String revokeCertificate(Action.RevokeCertificate action) {
    return action.name() + " " + action.issuer().name();
  }

  @Override
  public String pollRenewalInformation(Action.PollRenewalInformation action) {
    return action.name() + " " + action.issuer().name();
  }
}
