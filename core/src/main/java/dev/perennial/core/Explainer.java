package dev.perennial.core;

import dev.perennial.core.lifecycle.Action;
import dev.perennial.core.lifecycle.Decision;
import dev.perennial.core.lifecycle.Lifecycle;
import dev.perennial.core.lifecycle.PreviousBundle;
import dev.perennial.core.lifecycle.View;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.Versioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Answers questions about certificates and changes nothing. Safe for use by several threads. */
final class Explainer {
  private final World world;
  private final ViewReader views;
  private final Faults faults;

  Explainer(World world, ViewReader views, Faults faults) {
    this.world = world;
    this.views = views;
    this.faults = faults;
  }

  /** Returns why a certificate is as it is and what comes next; empty when there is none. */
  Optional<Explanation> explain(ResourceName certificate) {
    return views.read(certificate).map(this::explain);
  }

  private Explanation explain(View view) {
    Decision decision = Lifecycle.decide(view, world.now());
    Optional<Action> action =
        decision instanceof Decision.Act act ? Optional.of(act.action()) : Optional.empty();
    Optional<Instant> until =
        decision instanceof Decision.Rest rest ? rest.until() : Optional.empty();
    return new Explanation(
        view.certificate(),
        action.map(Action::name),
        action.map(a -> a.accept(new ActionWords())).orElse(""),
        until,
        faults.lastOf(view.certificate().key()),
        decision.trail());
  }

  /** Returns the bundles of a certificate that were replaced and are kept, the newest first. */
  List<SecretBundle> previousSecrets(ResourceName certificate) {
    List<SecretBundle> bundles = new ArrayList<>();
    List<PreviousBundle> kept =
        new ArrayList<>(views.read(certificate).map(View::previousBundles).orElse(List.of()));
    kept.removeIf(bundle -> !bundle.ours());
    kept.sort(Comparator.comparingInt(PreviousBundle::revision).reversed());
    for (PreviousBundle bundle : kept) {
      world
          .secret(new ResourceName(certificate.namespace(), bundle.secretName()))
          .map(Versioned::resource)
          .ifPresent(bundles::add);
    }
    return bundles;
  }
}
