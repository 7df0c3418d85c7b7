package dev.perennial.core;

import dev.perennial.core.lifecycle.Action;
import dev.perennial.core.lifecycle.Decision;
import dev.perennial.core.lifecycle.IssuerFacts;
import dev.perennial.core.lifecycle.Lifecycle;
import dev.perennial.core.lifecycle.NextKey;
import dev.perennial.core.lifecycle.RequestFacts;
import dev.perennial.core.lifecycle.Settings;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.spi.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Drives a certificate request that a person made; one that a certificate made is that
 * certificate's affair. Safe for use by several threads; one request is driven by one thread at a
 * time.
 */
final class RequestDriver {
  private static final int MOST_ACTIONS = 20;
  private static final Duration UNDECIDED_RECHECK = Duration.ofMinutes(1);

  private final World world;
  private final IssuerRunner issuers;
  private final RequestRunner requests;
  private final Settings settings;

  RequestDriver(World world, IssuerRunner issuers, RequestRunner requests, Settings settings) {
    this.world = world;
    this.issuers = issuers;
    this.requests = requests;
    this.settings = settings;
  }

  /** What became of driving a request: when to look again, who owns it, what it looks at. */
  record Driven(Optional<Instant> until, Optional<ResourceName> owner, Set<ResourceKey> looksAt) {
    static final Driven NOTHING = new Driven(Optional.empty(), Optional.empty(), Set.of());
  }

  /** Drives a request, or names the certificate whose affair it is. */
  Driven drive(ResourceName name) {
    for (int actions = 0; actions < MOST_ACTIONS; actions++) {
      Optional<CertificateRequest> found = world.request(name).map(Versioned::resource);
      if (found.isEmpty()) {
        return Driven.NOTHING;
      }
      Optional<ResourceName> owner = ViewReader.ownerOf(found.get()).filter(o -> knows(o, name));
      if (owner.isPresent()) {
        return new Driven(Optional.empty(), owner, Set.of());
      }
      ResourceKey issuer = ResourceKey.issuer(found.get().spec().issuerRef(), name.namespace());
      IssuerFacts facts = issuers.facts(issuer);
      Instant now = world.now();
      Decision decision =
          Lifecycle.decideRequest(RequestFacts.read(found.get()), facts, settings, now);
      if (decision instanceof Decision.Rest rest) {
        return new Driven(rest.until(), Optional.empty(), Set.of(issuer));
      }
      if (perform(((Decision.Act) decision).action(), name) == Outcome.UNDECIDED) {
        return new Driven(
            Optional.of(now.plus(UNDECIDED_RECHECK)), Optional.empty(), Set.of(issuer));
      }
    }
    return new Driven(Optional.of(world.now()), Optional.empty(), Set.of());
  }

  /** A certificate looks for its requests by the beginning of its own name. */
  private static boolean knows(ResourceName owner, ResourceName request) {
    return request.name().startsWith(NextKey.prefix(owner.name()));
  }

  private Outcome perform(Action action, ResourceName name) {
    if (action instanceof Action.ReviewRequest) {
      return requests.review(name);
    }
    if (action instanceof Action.SetRequestStatus set) {
      return requests.setStatus(name, set);
    }
    if (action instanceof Action.StepSigner) {
      return requests.step(name);
    }
    throw new AssertionError(action);
  }
}
