package dev.perennial.core.lifecycle;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the pair that an issuance replaces, for a roll-back and for peers that still hold it.
 * cert-manager keeps none.
 */
final class Previous {
  private Previous() {}

  /** Returns the action that keeps the present pair, or empty when it is kept or not worth it. */
  static Optional<Action> keep(View view) {
    Integer revision = view.certificate().status().revision();
    boolean worth = view.settings().previousBundles() > 0 && view.secret().hasPair();
    if (!worth || revision == null) {
      return Optional.empty();
    }
    int replaced = revision;
    if (view.previousBundles().stream().anyMatch(p -> p.revision() == replaced)) {
      return Optional.empty();
    }
    String name = Names.previousBundle(view.certificate().spec().secretName(), replaced);
    return Optional.of(new Action.KeepPrevious(name, replaced));
  }

  /** Returns the action that deletes the oldest previous bundle beyond the number to keep. */
  static Optional<Action> prune(View view) {
    List<PreviousBundle> ours =
        view.previousBundles().stream().filter(PreviousBundle::ours).toList();
    if (ours.size() <= view.settings().previousBundles()) {
      return Optional.empty();
    }
    return ours.stream()
        .min(Comparator.comparingInt(PreviousBundle::revision))
        .map(p -> new Action.DeleteSecret(p.secretName(), List.of()));
  }
}
