package dev.perennial.testkit;

import dev.perennial.model.CertificateRequest;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An issuer that does what a test says: it really signs, waits, refuses, fails or answers with
 * nonsense, and remembers what it was asked. It serves the kind {@code ScriptedIssuer} of the group
 * {@code testkit.perennial.dev} and is named to the manager, never discovered.
 *
 * <pre>{@code
 * ScriptedIssuer issuer = ScriptedIssuer.ofSeed(1);
 * CertificateManager manager = CertificateManager.builder().issuers(issuer)...build();
 * manager.apply(ScriptedIssuer.manifest("demo", "ca"));
 * issuer.then(ScriptedAnswer.pend(Duration.ofSeconds(30)), ScriptedAnswer.refuse());
 * }</pre>
 *
 * <p>The script and the CA outlive the manager: a test gives the same object to the next one after
 * a crash. Answers are taken in order, one for each signing step; after the last it signs. Safe for
 * use by several threads.
 */
public final class ScriptedIssuer implements IssuerProvider {
  /** The API group of the issuers that this provider serves. */
  public static final String GROUP = "testkit.perennial.dev";

  /** The kind of the issuers that this provider serves. */
  public static final String KIND = "ScriptedIssuer";

  /** The lifetime of a CA, unless a test wants another: longer than any test's. */
  public static final Duration CA_LIFETIME = Duration.ofDays(36_500);

  private final long seed;
  private final Deque<ScriptedAnswer> answers = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();
  private Duration caLifetime = CA_LIFETIME;
  private int generation;
  private @Nullable TestCa ca;
  private @Nullable String unready;

  private ScriptedIssuer(long seed) {
    this.seed = seed;
  }

  /** Returns an issuer that is ready and signs, with the CA of a seed. */
  public static ScriptedIssuer ofSeed(long seed) {
    return new ScriptedIssuer(seed);
  }

  /** Returns an issuer resource of this kind. */
  public static Issuer manifest(String namespace, String name) {
    return Issuer.builder()
        .type(new ResourceType(GROUP, KIND))
        .meta(ObjectMeta.builder().namespace(namespace).name(name).build())
        .spec(IssuerSpec.of(Map.of()))
        .build();
  }

  /** Returns the reference to an issuer resource of this kind. */
  public static IssuerRef ref(String name) {
    return new IssuerRef(name, KIND, GROUP);
  }

  /**
   * One signing step that was asked for. Immutable.
   *
   * @param request the request as it was then
   * @param checkpoint the checkpoint that came with it; empty at the first step of an order
   * @param at when
   * @param outcome what was answered; empty when it was an exception
   */
  public record Asked(
      CertificateRequest request,
      Optional<Checkpoint> checkpoint,
      Instant at,
      Optional<SigningStep> outcome) {
    /** Returns whether a certificate was answered, of whatever worth. */
    public boolean isIssued() {
      return outcome.filter(SigningStep.Issued.class::isInstance).isPresent();
    }
  }

  /** Adds answers to the end of the script. */
  public synchronized void then(ScriptedAnswer... more) {
    answers.addAll(List.of(more));
  }

  /** Forgets the script and is ready: from now on it signs. */
  public synchronized void heal() {
    answers.clear();
    unready = null;
  }

  /** Is not ready from the next check on, until {@link #heal}. */
  public synchronized void breakDown(String message) {
    unready = message;
  }

  /** Signs with another CA from now on, which lives that long. */
  public synchronized void replaceCa(Duration lifetime) {
    generation++;
    caLifetime = lifetime;
    ca = null;
  }

  /** Returns what was asked for, in order. */
  public synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Returns how many certificates were answered. */
  public synchronized int signings() {
    return (int) asked.stream().filter(Asked::isIssued).count();
  }

  /** Returns the CA that signs now; empty when it was not needed yet. */
  public synchronized Optional<TestCa> ca() {
    return Optional.ofNullable(ca);
  }

  @Override
  public IssuerKind kind() {
    return IssuerKind.external(GROUP, KIND);
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
    return new Signer() {
      @Override
      public IssuerCheck check() {
        return ScriptedIssuer.this.check(now(context));
      }

      @Override
      public SigningStep sign(SigningRequest request, Optional<Checkpoint> checkpoint) {
        return ScriptedIssuer.this.sign(request, checkpoint, now(context));
      }
    };
  }

  private static Instant now(IssuerContext context) {
    return context.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private synchronized IssuerCheck check(Instant now) {
    return unready == null
        ? new IssuerCheck.Ready("Scripted", "The script signs", caAt(now).fingerprint())
        : new IssuerCheck.NotReady("Scripted", unready, true);
  }

  private synchronized SigningStep sign(
      SigningRequest request, Optional<Checkpoint> checkpoint, Instant now) {
    ScriptedAnswer answer = answers.isEmpty() ? ScriptedAnswer.sign() : answers.remove();
    try {
      SigningStep outcome = answer.to(new ScriptedAnswer.Step(request, checkpoint, caAt(now), now));
      asked.add(new Asked(request.resource(), checkpoint, now, Optional.of(outcome)));
      return outcome;
    } catch (IssuerException | IllegalStateException e) {
      asked.add(new Asked(request.resource(), checkpoint, now, Optional.empty()));
      throw e;
    }
  }

  /** The CA begins a day before it is first needed. */
  private TestCa caAt(Instant now) {
    if (ca == null) {
      ca = TestCa.ofSeed(seed + generation, now.minus(Duration.ofDays(1)), caLifetime);
    }
    return ca;
  }
}
