package dev.perennial.testkit.history;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.Explanation;
import dev.perennial.core.lifecycle.Settings;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.Labels;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.ValidationException;
import dev.perennial.spi.Approval;
import dev.perennial.spi.StoreException;
import dev.perennial.spi.Versioned;
import dev.perennial.testkit.ScriptedIssuer;
import dev.perennial.testkit.TestClock;
import dev.perennial.testkit.fault.FaultyStore;
import dev.perennial.testkit.fault.SimulatedCrash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A real manager on a store that fails, dies and is meddled with, with an issuer that does what a
 * script says, and a clock that goes both ways. Three certificates live in it: {@code a} and {@code
 * b} of one CA, and {@code c}, which names the secret of {@code a}.
 */
final class World implements AutoCloseable {
  static final String NAMESPACE = "demo";
  static final List<String> CERTIFICATES = List.of("a", "b", "c");
  static final String PASSWORD_SECRET = "password";

  /** A duplicate is looked at again each three minutes otherwise, for months. */
  private static final Settings SETTINGS =
      Settings.builder().duplicateRecheck(Duration.ofHours(12)).build();

  /** More ticks at one instant than any cause has: more is a loop. */
  private static final int MOST_TICKS_AT_ONCE = 200;

  final TestClock clock = TestClock.create();
  final InMemoryStore kept = new InMemoryStore();
  final Guard guard = new Guard(kept, clock);
  final Meddler meddler = new Meddler(kept);
  final FaultyStore store = FaultyStore.around(meddler);
  final ScriptedIssuer issuer = ScriptedIssuer.ofSeed(1);
  final Map<String, Certificate> wanted = new LinkedHashMap<>();
  final List<String> lived = new ArrayList<>();
  Approval approval = Approval.approved("Test", "fine");
  CertificateManager manager;
  int ticks;
  Duration waited = Duration.ZERO;

  World() {
    manager = open();
    applyIssuers();
    setPassword("first");
    CERTIFICATES.forEach(name -> wanted.put(name, Edits.first(name)));
    wanted.values().forEach(manager::apply);
    tick();
  }

  /** Lets one thing happen, and the manager do what is due. A crash is followed by a restart. */
  void live(Event event) {
    lived.add(clock.instant() + " " + event);
    doing(() -> event.in(this));
    doing(this::tick);
  }

  private void doing(Runnable what) {
    try {
      what.run();
    } catch (SimulatedCrash e) {
      lived.add("  crash: " + e.getMessage());
      restart();
    } catch (StoreException e) {
      lived.add("  fault: " + e.getMessage());
    } catch (ValidationException e) {
      lived.add("  not valid: " + e.getMessage());
    }
  }

  void tick() {
    for (int i = 0; !manager.nextDue().isAfter(clock.instant()); i++) {
      if (i > MOST_TICKS_AT_ONCE) {
        throw new AssertionError("the manager does not come to rest at " + clock.instant());
      }
      manager.tick();
      ticks++;
    }
  }

  void pass(Duration duration) {
    Instant end = clock.instant().plus(duration);
    while (!manager.nextDue().isAfter(end)) {
      wake(manager.nextDue());
    }
    wake(end);
  }

  /** Goes on to a time, and does what is due then. */
  void wake(Instant time) {
    Instant before = clock.instant();
    waited = waited.plus(Duration.between(before, clock.advanceTo(time)));
    tick();
  }

  void restart() {
    manager.close();
    store.restart();
    manager = open();
  }

  private CertificateManager open() {
    for (int tries = 0; ; tries++) {
      try {
        return CertificateManager.builder()
            .store(store)
            .clock(clock)
            .issuers(issuer)
            .approval(request -> approval)
            .settings(SETTINGS)
            .budget(20)
            .build();
      } catch (SimulatedCrash | StoreException e) {
        store.restart();
        if (tries > 10) {
          throw e;
        }
      }
    }
  }

  void edit(String name, UnaryOperator<CertificateSpec> change) {
    Certificate old = wanted.get(name);
    Certificate edited = old.toBuilder().spec(change.apply(old.spec())).build();
    manager.apply(edited);
    wanted.put(name, edited);
  }

  void wantTemporary(String name, boolean temporary) {
    Map<String, String> annotations =
        temporary ? Map.of(Annotations.ISSUE_TEMPORARY_CERTIFICATE, "true") : Map.of();
    Certificate old = wanted.get(name);
    ObjectMeta meta = old.meta().toBuilder().annotations(annotations).build();
    wanted.put(name, old.toBuilder().meta(meta).build());
    manager.apply(wanted.get(name));
  }

  void applyIssuers() {
    manager.apply(ScriptedIssuer.manifest(NAMESPACE, "ca"));
    manager.apply(ScriptedIssuer.manifest(NAMESPACE, "ca-two"));
  }

  void deleteIssuer() {
    ResourceType type = new ResourceType(ScriptedIssuer.GROUP, ScriptedIssuer.KIND);
    manager.delete(new ResourceKey(type, name("ca")));
  }

  void setPassword(String password) {
    SecretBundle secret =
        SecretBundle.builder()
            .meta(ObjectMeta.builder().namespace(NAMESPACE).name(PASSWORD_SECRET).build())
            .secretType(SecretBundle.TYPE_OPAQUE)
            .data(Map.of("password", SecretBytes.ofUtf8(password)))
            .build();
    guard.asStranger(() -> manager.apply(secret));
  }

  void deleteCertificate(String name) {
    manager.delete(ResourceKey.certificate(name(name)));
  }

  void renew(String name) {
    if (kept.read(ResourceKey.certificate(name(name))).isPresent()) {
      manager.renew(name(name));
    }
  }

  /** Changes the secret that a certificate names, as somebody else. */
  void tamper(String name, Tampering tampering) {
    guard.asStranger(() -> tampering.with(this, name(wanted.get(name).spec().secretName())));
  }

  /** Deletes what the store holds of a type, as somebody else, by a part of its name. */
  void deleteAll(ResourceType type, String part) {
    guard.asStranger(
        () ->
            kept.list(type).stream()
                .filter(n -> n.name().contains(part))
                .forEach(n -> remove(new ResourceKey(type, n))));
  }

  /** Deletes the next private keys of a certificate, as somebody else. */
  void deleteNextKeys(String name) {
    guard.asStranger(
        () ->
            all(ResourceType.SECRET).stream()
                .filter(s -> s.meta().label(Labels.NEXT_PRIVATE_KEY) != null)
                .filter(s -> s.meta().name().startsWith(name + "-"))
                .forEach(s -> remove(s.key())));
  }

  void remove(ResourceKey key) {
    kept.read(key).ifPresent(found -> kept.delete(key, found.version()));
  }

  Optional<SecretBundle> secret(ResourceName name) {
    return kept.read(ResourceKey.secret(name)).map(v -> (SecretBundle) v.resource());
  }

  List<Resource> all(ResourceType type) {
    return kept.list(type).stream()
        .flatMap(name -> kept.read(new ResourceKey(type, name)).stream())
        .map(Versioned::resource)
        .collect(Collectors.toList());
  }

  Optional<Explanation> explain(String name) {
    return manager.explain(name(name));
  }

  static ResourceName name(String name) {
    return new ResourceName(NAMESPACE, name);
  }

  /** Returns the history and what each certificate says of itself, for a failure. */
  String story() {
    StringBuilder story = new StringBuilder("\nhistory:\n");
    lived.forEach(line -> story.append("  ").append(line).append('\n'));
    for (String name : CERTIFICATES) {
      String text = explain(name).map(Explanation::text).orElse("no certificate " + name);
      text.lines().filter(l -> !l.endsWith(": PASSED")).forEach(l -> story.append(l).append('\n'));
      story.append("  ").append(wanted.get(name).spec()).append('\n');
    }
    return story.append("now: ").append(clock.instant()).append('\n').toString();
  }

  @Override
  public void close() {
    manager.close();
  }
}
