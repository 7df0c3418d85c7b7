package dev.perennial.core.lifecycle;

import static dev.perennial.model.SecretBundle.TLS_KEY;

import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.SpecMatch;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.RotationPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the next private key: makes or copies one while an issuance is in flight, deletes it
 * otherwise. Source: cert-manager {@code pkg/controller/certificates/keymanager}.
 */
final class KeyStep implements Lifecycle.Step {
  private static final String NAME = "NextPrivateKey";

  @Override
  public Optional<Action> next(View view, Instant now, Lifecycle.Trail trail) {
    return view.isIssuing() ? whileIssuing(view, trail) : whileIdle(view);
  }

  private static Optional<Action> whileIdle(View view) {
    if (!view.nextKeys().isEmpty()) {
      return delete(view.nextKeys().get(0).secretName(), List.of());
    }
    CertificateStatus status = view.certificate().status();
    if (status.nextPrivateKeySecretName() != null) {
      return setName(Action.Cause.CLEAR_NEXT_KEY, status, null);
    }
    return Optional.empty();
  }

  private static Optional<Action> whileIssuing(View view, Lifecycle.Trail trail) {
    List<NextKey> keys = view.nextKeys();
    CertificateStatus status = view.certificate().status();
    String named = NextKey.nameIn(status);
    if (keys.isEmpty()) {
      return create(view, trail);
    }
    if (keys.size() > 1 && named == null) {
      return chooseName(view, List.of());
    }
    if (keys.size() > 1) {
      return keys.stream()
          .filter(key -> !key.secretName().equals(named))
          .findFirst()
          .flatMap(key -> delete(key.secretName(), List.of()));
    }
    NextKey only = keys.get(0);
    if (named == null) {
      return setName(Action.Cause.ADOPT_NEXT_KEY, status, only.secretName());
    }
    if (!only.secretName().equals(named) || only.key() == null) {
      return delete(only.secretName(), List.of());
    }
    if (Compromise.isCompromised(only.key(), view.certificate())) {
      String message = "Deleted the next private key as it is compromised";
      return delete(only.secretName(), List.of(Notice.warning("Deleted", message)));
    }
    List<String> mismatches = mismatches(only.key(), view);
    if (!mismatches.isEmpty()) {
      String message = "Regenerating private key due to change in fields: " + mismatches;
      return delete(only.secretName(), List.of(Notice.normal("Deleted", message)));
    }
    trail.add(Finding.passed(NAME));
    return Optional.empty();
  }

  private static Optional<Action> create(View view, Lifecycle.Trail trail) {
    String named = NextKey.nameIn(view.certificate().status());
    NextKey stranger = view.namedKey();
    if (named != null && stranger != null) {
      return takeAsItIs(view, stranger, trail);
    }
    boolean keep =
        view.certificate().spec().privateKey().effectiveRotationPolicy() == RotationPolicy.NEVER;
    boolean reuse =
        keep
            && view.secret().key() != null
            && !Compromise.isCompromised(view.secret().key(), view.certificate());
    if (reuse) {
      List<String> mismatches = mismatches(view.secret().requireKey(), view);
      if (!mismatches.isEmpty()) {
        return cannotRegenerate(mismatches, trail);
      }
    }
    if (named == null) {
      boolean unreadable =
          keep && view.secret().key() == null && view.secret().filledKeys().contains(TLS_KEY);
      return chooseName(view, unreadable ? List.of(decodeFailed(view)) : List.of());
    }
    return Optional.of(reuse ? new Action.ReuseKey(named) : new Action.GenerateNextKey(named));
  }

  private static Notice decodeFailed(View view) {
    return Notice.warning(
        "DecodeFailed",
        "Failed to decode private key stored in Secret \""
            + view.certificate().spec().secretName()
            + "\" - generating new key");
  }

  /**
   * The status names a secret that is not known for the certificate's, after it was copied from
   * elsewhere say. A key of the right kind in it serves; otherwise another name is chosen.
   */
  private static Optional<Action> takeAsItIs(View view, NextKey found, Lifecycle.Trail trail) {
    if (found.key() != null
        && !Compromise.isCompromised(found.key(), view.certificate())
        && mismatches(found.key(), view).isEmpty()) {
      trail.add(Finding.passed(NAME));
      return Optional.empty();
    }
    return found.secretName().equals(Names.nextKeySecret(view))
        ? strangerAtName(found.secretName(), trail)
        : chooseName(view, List.of());
  }

  private static List<String> mismatches(KeyFacts key, View view) {
    return SpecMatch.privateKeyViolations(key, view.certificate().spec().privateKey());
  }

  private static Optional<Action> strangerAtName(String named, Lifecycle.Trail trail) {
    String message =
        "The Secret \""
            + named
            + "\" stands where the next private key belongs and is not owned by this Certificate;"
            + " delete or rename it";
    trail.add(Finding.waiting(NAME, "SecretNotOwned", message));
    trail.notice(Notice.warning("SecretNotOwned", message));
    return Optional.empty();
  }

  private static Optional<Action> cannotRegenerate(List<String> mismatches, Lifecycle.Trail trail) {
    String message =
        "User intervention required: existing private key in Secret does not match requirements"
            + " on Certificate resource, mismatching fields: "
            + mismatches
            + ", but no new private key may be made since the Certificate's"
            + " .spec.privateKey.rotationPolicy is set to Never. Delete the Secret, or set"
            + " rotationPolicy to Always";
    trail.add(Finding.waiting(NAME, "CannotRegenerateKey", message));
    trail.notice(Notice.warning("CannotRegenerateKey", message));
    return Optional.empty();
  }

  private static Optional<Action> delete(String secretName, List<Notice> notices) {
    return Optional.of(new Action.DeleteSecret(secretName, notices));
  }

  private static Optional<Action> chooseName(View view, List<Notice> notices) {
    CertificateStatus named =
        view.certificate().status().toBuilder()
            .nextPrivateKeySecretName(Names.nextKeySecret(view))
            .build();
    return Optional.of(new Action.SetStatus(Action.Cause.NAME_NEXT_KEY, named, notices));
  }

  private static Optional<Action> setName(
      Action.Cause cause, CertificateStatus status, @Nullable String name) {
    return Optional.of(
        new Action.SetStatus(
            cause, status.toBuilder().nextPrivateKeySecretName(name).build(), List.of()));
  }
}
