package dev.perennial.core.lifecycle;

import dev.perennial.model.Certificate;
import dev.perennial.model.ResourceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs certificates forward on virtual time: the same decisions as in earnest, performed on facts
 * instead of keys, with an issuer that the caller scripts. Nothing is generated, signed or stored,
 * so that a year of thousands of certificates takes seconds.
 *
 * <pre>{@code
 * Timeline timeline =
 *     Simulation.startingAt(start).with(certificate).issuer(script).run(Duration.ofDays(365));
 * }</pre>
 *
 * <p>Not safe for use by several threads; one thread at a time.
 */
public final class Simulation {
  /** More decisions at one instant than any certificate needs: more would be a loop. */
  private static final int MOST_DECISIONS = 200;

  private final Instant start;
  private final Map<ResourceName, Certificate> certificates = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private SimulatedIssuer issuer = SimulatedIssuer.willing();
  private Settings settings = Settings.DEFAULT;

  private record Change(Instant time, Certificate certificate) {}

  private record Due(Instant time, long order, SimulatedCertificate certificate)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = time.compareTo(other.time);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private Simulation(Instant start) {
    this.start = start;
  }

  /** Returns a simulation without certificates whose time begins at an instant. */
  public static Simulation startingAt(Instant start) {
    return new Simulation(start);
  }

  /** Adds a certificate that is there from the start, without a secret. */
  public Simulation with(Certificate certificate) {
    certificates.put(certificate.meta().resourceName(), certificate);
    return this;
  }

  /**
   * Has the spec of a certificate changed at an instant.
   *
   * @throws IllegalArgumentException when the certificate is not there or the instant is before the
   *     start
   */
  public Simulation change(Instant time, Certificate certificate) {
    if (time.isBefore(start) || !certificates.containsKey(certificate.meta().resourceName())) {
      throw new IllegalArgumentException(
          "a change needs a certificate that is there and a time from " + start + " on");
    }
    changes.add(new Change(time, certificate));
    return this;
  }

  /** Sets the issuer; one that is always willing unless set. */
  public Simulation issuer(SimulatedIssuer value) {
    this.issuer = Objects.requireNonNull(value, "issuer");
    return this;
  }

  /** Sets the settings of the lifecycle. */
  public Simulation settings(Settings value) {
    this.settings = Objects.requireNonNull(value, "settings");
    return this;
  }

  /**
   * Runs from the start and returns what happened.
   *
   * @param duration how much time passes; the end is included
   * @throws IllegalStateException when a certificate does not come to rest, which would be a fault
   *     of the lifecycle
   */
  public Timeline run(Duration duration) {
    Instant end = start.plus(duration);
    List<Timeline.Entry> entries = new ArrayList<>();
    PriorityQueue<Due> queue = new PriorityQueue<>();
    Map<ResourceName, SimulatedCertificate> simulated = new LinkedHashMap<>();
    Map<ResourceName, List<Certificate>> bySecret = new LinkedHashMap<>();
    certificates
        .values()
        .forEach(c -> bySecret.computeIfAbsent(c.secretName(), n -> new ArrayList<>()).add(c));
    long order = 0;
    for (Certificate certificate : certificates.values()) {
      List<Certificate> rivals = new ArrayList<>(bySecret.get(certificate.secretName()));
      rivals.remove(certificate);
      SimulatedCertificate s =
          new SimulatedCertificate(certificate, rivals, issuer, settings, entries::add);
      simulated.put(certificate.meta().resourceName(), s);
      queue.add(new Due(start, order++, s));
    }
    changes.sort(Comparator.comparing(Change::time));
    for (Change change : changes) {
      SimulatedCertificate s =
          Objects.requireNonNull(simulated.get(change.certificate().meta().resourceName()));
      s.changeAt(change.time(), change.certificate());
      queue.add(new Due(change.time(), order++, s));
    }
    while (!queue.isEmpty() && !queue.peek().time().isAfter(end)) {
      Due due = queue.remove();
      Instant next = drive(due.certificate(), due.time());
      if (next != null && !next.isAfter(end)) {
        queue.add(new Due(next, order++, due.certificate()));
      }
    }
    return new Timeline(entries);
  }

  private static @Nullable Instant drive(SimulatedCertificate certificate, Instant now) {
    String last = "";
    for (int i = 0; i < MOST_DECISIONS; i++) {
      Decision decision = certificate.step(now);
      if (decision instanceof Decision.Rest rest) {
        return certificate.wakeUp(rest.until().orElse(null), now);
      }
      last = ((Decision.Act) decision).action().toString();
    }
    throw new IllegalStateException(
        certificate + " does not come to rest at " + now + "; it keeps to " + last);
  }
}
