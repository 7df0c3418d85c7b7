package dev.perennial.core;

import dev.perennial.core.lifecycle.Controllers.Controller;
import dev.perennial.core.lifecycle.Decision;
import dev.perennial.core.lifecycle.Notice;
import dev.perennial.core.lifecycle.Settings;
import dev.perennial.core.lifecycle.View;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.KeyPairs;
import dev.perennial.model.Certificate;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.ApprovalPolicy;
import dev.perennial.spi.IssuerProvider;
import dev.perennial.spi.LifecycleEvent;
import dev.perennial.spi.Versioned;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A world with the objects of a recorded row, in which one controller of ours works on one
 * certificate: it decides, does, and decides again until it rests, through the same reader and
 * performer as the manager's. Not safe for use by several threads.
 */
final class CaseWorld {
  private static final int MOST_ACTIONS = 30;

  private final RecordingStore store = new RecordingStore();
  private final List<String> events = new ArrayList<>();
  private final Dependents dependents = new Dependents();
  private final Instant now;
  private final Settings settings;
  private final World world;
  private final IssuerRunner issuers;
  private final ViewReader views;
  private final RequestRunner requests;

  CaseWorld(Iterable<Resource> resources, Instant now, Settings settings) {
    this(resources, now, settings, List.of());
  }

  CaseWorld(
      Iterable<Resource> resources,
      Instant now,
      Settings settings,
      List<IssuerProvider> providers) {
    this.now = now;
    this.settings = settings;
    this.world = new World(store, () -> now, Crypto.of(new SecureRandom()), this::heard);
    this.issuers =
        new IssuerRunner(world, IssuerProviders.of(providers), CertificateManager.builder());
    this.views = new ViewReader(world, issuers, dependents, settings);
    this.requests = new RequestRunner(world, issuers, ApprovalPolicy.approveAll());
    resources.forEach(store::create);
    store.forgetWrites();
    store.list(ResourceType.CERTIFICATE).forEach(this::watch);
  }

  private void watch(ResourceName name) {
    world
        .certificate(name)
        .map(Versioned::resource)
        .ifPresent(c -> dependents.set(c.key(), ViewReader.looksAt(c)));
  }

  /** Returns the time of a row. */
  static Instant now(JsonNode row) {
    return Objects.requireNonNull(CaseObjects.instant(row.path("input").path("now")));
  }

  /** Returns the events that a row expects, as {@code Type Reason}. */
  static List<String> expectedEvents(JsonNode row) {
    return row.path("expected")
        .path("events")
        .valueStream()
        .map(event -> event.asString().replaceAll("^(\\S+ \\S+).*", "$1"))
        .toList();
  }

  /** Lets a controller work on a certificate until it rests. */
  void run(ResourceName name, Controller controller) {
    for (int i = 0; i < MOST_ACTIONS; i++) {
      Optional<Versioned<Certificate>> found = world.certificate(name);
      if (found.isEmpty()) {
        return;
      }
      Decision decision = controller.decide(view(found.get().resource()), now);
      if (decision instanceof Decision.Rest rest) {
        rest.notices().forEach(this::heard);
        return;
      }
      Decision.Act act = (Decision.Act) decision;
      act.action().accept(new Performer(world, settings, found.get(), requests, new KeyPairs()));
    }
    throw new AssertionError("it does not come to rest: " + store.writes());
  }

  /** Returns the view of a certificate. */
  View view(Certificate certificate) {
    return views.view(certificate, new FactsCache());
  }

  /** Returns what was written. */
  List<RecordingStore.Write> writes() {
    return store.writes();
  }

  /** Returns what was told, as {@code Type Reason}. */
  List<String> events() {
    return List.copyOf(events);
  }

  /** Returns a resource as it is now. */
  Resource read(ResourceKey key) {
    return store.read(key).orElseThrow().resource();
  }

  private void heard(LifecycleEvent event) {
    events.add(
        (event.level() == LifecycleEvent.Level.WARNING ? "Warning " : "Normal ") + event.reason());
  }

  private void heard(Notice notice) {
    events.add((notice.warning() ? "Warning " : "Normal ") + notice.reason());
  }
}
