package dev.perennial.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceName;
import dev.perennial.model.Violation;
import dev.perennial.spi.Checkpoint;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.IssuerKind;
import dev.perennial.spi.IssuerProvider;
import dev.perennial.spi.Signer;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The driver on a scheduler that the test moves: each check of an issuer is one visible tick. */
class ScheduledDriverTest {
  private static final Duration SLEEP = Duration.ofMinutes(1);

  private boolean clockFails;
  private final FakeScheduler scheduler = new FakeScheduler();
  private final Instant start = scheduler.instant();
  private final List<Duration> checks = new ArrayList<>();
  private Optional<Duration> retryIn = Optional.empty();
  private Runnable duringCheck = () -> {};

  private final CertificateManager manager =
      CertificateManager.builder()
          .store(new InMemoryStore())
          .clock(this::now)
          .issuers(new ClockedProvider())
          .build();

  /** An issuer that is never ready, and asks to be looked at again when the test says. */
  private final class ClockedProvider implements IssuerProvider, Signer {
    @Override
    public IssuerKind kind() {
      return IssuerKind.builtIn("selfSigned");
    }

    @Override
    public List<Violation> validate(Issuer issuer, FieldPath path) {
      return List.of();
    }

    @Override
    public Set<ResourceName> referencedSecrets(Issuer issuer, String secretNamespace) {
      return Set.of();
    }

    @Override
    public Signer open(IssuerContext context) {
      return this;
    }

    @Override
    public IssuerCheck check() {
      checks.add(Duration.between(start, scheduler.instant()));
      duringCheck.run();
      if (retryIn.isPresent()) {
        throw IssuerException.retryableAt(
            scheduler.instant().plus(retryIn.get()), "NotYet", "not yet", null);
      }
      return new IssuerCheck.Ready("IsReady", "", null);
    }

    @Override
    public SigningStep sign(SigningRequest request, Optional<Checkpoint> checkpoint) {
      throw new AssertionError("nothing is to be signed");
    }
  }

  private void apply(String name) {
    manager.apply(
        Issuer.builder()
            .meta(ObjectMeta.builder().namespace("demo").name(name).build())
            .spec(IssuerSpec.selfSigned())
            .build());
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void theFirstTickIsAtOnceAndThenItSleepsAMinuteAtMost() {
    apply("a");
    ScheduledDriver driver = ScheduledDriver.on(scheduler, manager);
    assertEquals(List.of(Duration.ZERO), scheduler.waits());
    scheduler.pass(Duration.ZERO);
    assertEquals(List.of(Duration.ZERO), checks);
    assertEquals(List.of(SLEEP), scheduler.waits());
    scheduler.pass(Duration.ofHours(1));
    assertEquals(1, checks.size(), "nothing was due");
    driver.close();
  }

  @Test
  void itTicksWhenItIsDueAndDoesNotDrift() {
    retryIn = Optional.of(Duration.ofSeconds(7));
    apply("a");
    ScheduledDriver driver = ScheduledDriver.on(scheduler, manager);
    scheduler.pass(Duration.ofSeconds(7 * 1000));
    assertEquals(1001, checks.size());
    assertEquals(Duration.ofSeconds(7 * 1000), checks.get(1000));
    driver.close();
  }

  @Test
  void anEarlierDueTimeIsKept() {
    ScheduledDriver driver = ScheduledDriver.on(scheduler, manager);
    scheduler.pass(Duration.ofSeconds(10));
    assertEquals(List.of(Duration.ofSeconds(50)), scheduler.waits());
    apply("a");
    assertEquals(List.of(Duration.ZERO), scheduler.waits(), "one task, moved to now");
    scheduler.pass(Duration.ZERO);
    assertEquals(List.of(Duration.ofSeconds(10)), checks);
    driver.close();
  }

  @Test
  void twoTicksNeverRunAtOnceAndNothingSpinsMeanwhile() {
    List<Integer> waiting = new ArrayList<>();
    duringCheck =
        () -> {
          duringCheck = () -> {};
          apply("b"); // due at once, while this tick runs
          waiting.add(scheduler.waits().size());
        };
    apply("a");
    ScheduledDriver driver = ScheduledDriver.on(scheduler, manager);
    scheduler.pass(Duration.ZERO);
    assertEquals(List.of(0), waiting, "no second tick is on its way");
    assertEquals(2, checks.size(), "and the change is not forgotten");
    assertEquals(List.of(SLEEP), scheduler.waits());
    driver.close();
  }

  /** An error passes through the manager; what it stores of exceptions never gets here. */
  @Test
  void itGoesOnAfterATickThatFailed() {
    apply("a");
    ScheduledDriver driver = ScheduledDriver.on(scheduler, manager);
    clockFails = true;
    scheduler.pass(Duration.ZERO);
    assertEquals(List.of(SLEEP), scheduler.waits(), "not at once");
    clockFails = false;
    scheduler.pass(SLEEP);
    assertEquals(1, checks.size());
    driver.close();
  }

  @Test
  void anErrorOfAPluginIsTriedAgainSoonAndStopsNobody() {
    apply("a");
    apply("b");
    ScheduledDriver driver = ScheduledDriver.on(scheduler, manager);
    duringCheck =
        () -> {
          throw new StackOverflowError("injected");
        };
    scheduler.pass(Duration.ZERO);
    assertEquals(2, checks.size(), "one does not stop the other");
    assertEquals(List.of(Duration.ofSeconds(1)), scheduler.waits());
    duringCheck = () -> {};
    scheduler.pass(Duration.ofSeconds(1));
    assertEquals(4, checks.size(), "both are tried again");
    driver.close();
  }

  private Instant now() {
    if (clockFails) {
      throw new StackOverflowError("injected");
    }
    return scheduler.instant();
  }

  @Test
  void closingStopsItAndLeavesTheExecutorAlone() {
    ScheduledDriver driver = ScheduledDriver.on(scheduler, manager);
    scheduler.pass(Duration.ZERO);
    driver.close();
    driver.close();
    assertEquals(List.of(), scheduler.waits());
    apply("a");
    scheduler.pass(Duration.ofHours(1));
    assertEquals(List.of(), checks);
    assertFalse(scheduler.isShutdown());
  }

  @Test
  void aTickThatClosesItsDriverIsTheLast() {
    ScheduledDriver driver = ScheduledDriver.on(scheduler, manager);
    duringCheck = driver::close;
    apply("a");
    scheduler.pass(Duration.ofHours(1));
    assertEquals(1, checks.size());
    assertEquals(List.of(), scheduler.waits());
  }

  @Test
  void anExecutorThatWasShutDownEndsIt() {
    ScheduledDriver driver = ScheduledDriver.on(scheduler, manager);
    scheduler.pass(Duration.ZERO);
    scheduler.shutdown();
    apply("a");
    assertEquals(List.of(), scheduler.waits());
    driver.close();
  }

  @Test
  void itStartsNoThread() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    ScheduledDriver driver = ScheduledDriver.on(scheduler, manager);
    apply("a");
    scheduler.pass(Duration.ofMinutes(5));
    Set<Thread> after = Thread.getAllStackTraces().keySet();
    assertTrue(before.containsAll(after), () -> "started: " + after);
    driver.close();
  }
}
