package dev.perennial.core;

import dev.perennial.core.lifecycle.Decision;
import dev.perennial.core.lifecycle.Lifecycle;
import dev.perennial.core.lifecycle.Notice;
import dev.perennial.core.lifecycle.Settings;
import dev.perennial.core.lifecycle.View;
import dev.perennial.model.Certificate;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.spi.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Drives one certificate: decides, does, and decides again until it rests. Safe for use by several
 * threads; one certificate is driven by one thread at a time.
 */
final class CertificateDriver {
  /** More actions than any path of the lifecycle takes; past it others get their turn. */
  private static final int MOST_ACTIONS = 50;

  /** How long the others get. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How long to wait for whoever has not decided on a request. */
  private static final Duration UNDECIDED_RECHECK = Duration.ofMinutes(1);

  private final World world;
  private final ViewReader views;
  private final RequestRunner requests;
  private final Settings settings;
  private final Map<ResourceKey, List<Notice>> told = new ConcurrentHashMap<>();

  CertificateDriver(World world, ViewReader views, RequestRunner requests, Settings settings) {
    this.world = world;
    this.views = views;
    this.requests = requests;
    this.settings = settings;
  }

  /** Drives a certificate and returns when to look again; empty when only a change matters. */
  Optional<Instant> drive(ResourceName name) {
    FactsCache known = new FactsCache();
    for (int actions = 0; actions < MOST_ACTIONS; actions++) {
      Optional<Versioned<Certificate>> found = world.certificate(name);
      Optional<View> view = found.map(f -> views.view(f.resource(), known));
      if (found.isEmpty() || view.isEmpty()) {
        return Optional.empty();
      }
      Instant now = world.now();
      Decision decision = Lifecycle.decide(view.get(), now);
      if (decision instanceof Decision.Rest rest) {
        tellOnce(ResourceKey.certificate(name), rest.notices());
        return rest.until();
      }
      Decision.Act act = (Decision.Act) decision;
      Outcome outcome =
          act.action().accept(new Performer(world, settings, found.get(), requests, known.keys()));
      if (outcome == Outcome.UNDECIDED) {
        return Optional.of(now.plus(UNDECIDED_RECHECK));
      }
    }
    return Optional.of(world.now().plus(PAUSE));
  }

  /** Forgets what was told of a certificate that is gone. */
  void forget(ResourceKey key) {
    told.remove(key);
  }

  private void tellOnce(ResourceKey key, List<Notice> notices) {
    List<Notice> before = notices.isEmpty() ? told.remove(key) : told.put(key, notices);
    for (Notice notice : notices) {
      if (before == null || !before.contains(notice)) {
        world.tell(notice.warning(), key, notice.reason(), notice.message());
      }
    }
  }
}
