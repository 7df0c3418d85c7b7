package dev.perennial.core;

import dev.perennial.core.lifecycle.IssuerFacts;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerStatus;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.Violation;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.IssuerProvider;
import dev.perennial.spi.Signer;
import dev.perennial.spi.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the Ready condition of issuers, and their signers open. Source: cert-manager {@code
 * pkg/controller/issuers}. Safe for use by several threads; one issuer is driven by one thread at a
 * time.
 */
final class IssuerRunner {
  /** The first wait after a failed check (cert-manager: issuer work queue). */
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

  /** The longest wait after a failed check (cert-manager: issuer work queue). */
  private static final Duration LAST_RETRY = Duration.ofMinutes(5);

  private record Open(Issuer issuer, Signer signer) {}

  private final World world;
  private final IssuerProviders providers;
  private final Admission admission;
  private final String clusterSecretNamespace;
  private final Map<Class<?>, List<Object>> extensions;
  private final Map<ResourceKey, Open> signers = new ConcurrentHashMap<>();
  private final Map<ResourceKey, String> checked = new ConcurrentHashMap<>();

  IssuerRunner(World world, IssuerProviders providers, CertificateManager.Builder builder) {
    this.world = world;
    this.providers = providers;
    this.admission = new Admission(providers);
    this.clusterSecretNamespace = builder.clusterNamespace;
    this.extensions = builder.extensionLists();
  }

  /** What became of driving an issuer: when to look again, and what it looks at. */
  record Driven(Optional<Instant> until, Set<ResourceKey> looksAt) {}

  /** Checks an issuer if anything about it changed, and stores the result. */
  Driven drive(ResourceKey key) {
    Optional<Versioned<Issuer>> found = world.issuer(key);
    if (found.isEmpty()) {
      closeSigner(key);
      checked.remove(key);
      return new Driven(Optional.empty(), Set.of());
    }
    Issuer issuer = found.get().resource();
    Optional<IssuerProvider> provider = providers.find(issuer);
    Set<ResourceKey> looksAt = provider.map(p -> secrets(p, issuer)).orElse(Set.of());
    Instant now = world.now();
    String fingerprint = fingerprint(issuer, looksAt);
    boolean due =
        !fingerprint.equals(checked.get(key))
            || (issuer.status().retryTime() != null && !now.isBefore(issuer.status().retryTime()));
    if (!due) {
      return new Driven(Optional.ofNullable(issuer.status().retryTime()), looksAt);
    }
    IssuerStatus status = check(issuer, provider, now);
    if (!status.equals(issuer.status())) {
      world.store().update(issuer.toBuilder().status(status).build(), found.get().version());
      tell(issuer, status);
    }
    checked.put(key, fingerprint);
    // A check that made a secret of its own is made once more, or the loss of it went unnoticed.
    boolean changed = !fingerprint(issuer, looksAt).equals(fingerprint);
    return new Driven(
        changed ? Optional.of(now) : Optional.ofNullable(status.retryTime()), looksAt);
  }

  /** Returns what a decision may know of an issuer. */
  IssuerFacts facts(ResourceKey key) {
    Optional<Issuer> found = world.issuer(key).map(Versioned::resource);
    if (found.isEmpty()) {
      return IssuerFacts.MISSING;
    }
    Issuer issuer = found.get();
    Optional<IssuerProvider> provider = providers.find(issuer);
    if (provider.isEmpty()) {
      return new IssuerFacts(
          IssuerFacts.State.NOT_SERVED, "known are " + providers.served(), null, null);
    }
    Optional<Condition> ready = issuer.status().condition(ConditionTypes.READY);
    boolean observed =
        ready
            .map(Condition::observedGeneration)
            .filter(g -> g == issuer.meta().generation())
            .isPresent();
    IssuerStatus status = issuer.status();
    boolean canSign = observed && ready.get().isTrue();
    return new IssuerFacts(
        canSign ? IssuerFacts.State.READY : IssuerFacts.State.NOT_READY,
        canSign ? "" : ready.map(Condition::message).orElse(""),
        canSign ? status.signingCa() : null,
        canSign ? status.signingCaSince() : null,
        provider.get().advisesOnRenewal(issuer),
        ready.map(Condition::lastTransitionTime).orElse(null));
  }

  /**
   * Returns the open signer of an issuer, opened anew when the issuer changed.
   *
   * @throws IssuerException when the issuer is gone or no provider serves it
   */
  Signer signer(ResourceKey key) {
    Issuer issuer =
        world
            .issuer(key)
            .map(Versioned::resource)
            .orElseThrow(
                () -> IssuerException.retryable("IssuerNotFound", key + " not found", null));
    IssuerProvider provider =
        providers
            .find(issuer)
            .orElseThrow(
                () ->
                    IssuerException.retryable(
                        "IssuerTypeMissing", key + " is of no type that is served", null));
    return signer(issuer, provider);
  }

  /** Closes all signers. */
  void close() {
    List.copyOf(signers.keySet()).forEach(this::closeSigner);
  }

  private Signer signer(Issuer issuer, IssuerProvider provider) {
    Open open =
        signers.compute(
            issuer.key(),
            (key, old) -> {
              if (old != null && old.issuer().spec().equals(issuer.spec())) {
                return old;
              }
              if (old != null) {
                old.signer().close();
              }
              return new Open(issuer, provider.open(context(issuer)));
            });
    return open.signer();
  }

  private StoreIssuerContext context(Issuer issuer) {
    return new StoreIssuerContext(world, issuer, secretNamespace(issuer), extensions);
  }

  private void closeSigner(ResourceKey key) {
    Open open = signers.remove(key);
    if (open != null) {
      open.signer().close();
    }
  }

  private String secretNamespace(Issuer issuer) {
    return issuer.type().clusterScoped() ? clusterSecretNamespace : issuer.meta().namespace();
  }

  private Set<ResourceKey> secrets(IssuerProvider provider, Issuer issuer) {
    if (!admission.check(issuer).isEmpty()) {
      return Set.of(); // what it refers to is not known
    }
    return provider.referencedSecrets(issuer, secretNamespace(issuer)).stream()
        .map(ResourceKey::secret)
        .collect(Collectors.toUnmodifiableSet());
  }

  private String fingerprint(Issuer issuer, Set<ResourceKey> secrets) {
    return issuer.meta().generation()
        + secrets.stream()
            .sorted()
            .map(key -> "," + world.secret(key.name()).map(Versioned::version).orElse("-"))
            .collect(Collectors.joining());
  }

  private IssuerStatus check(Issuer issuer, Optional<IssuerProvider> provider, Instant now) {
    if (provider.isEmpty()) {
      return notReady(
          issuer,
          "IssuerTypeMissing",
          "no provider serves this issuer; known are " + providers.served(),
          null,
          now);
    }
    List<Violation> violations = admission.check(issuer);
    if (!violations.isEmpty()) {
      String message =
          violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
      return notReady(issuer, "InvalidConfig", message, null, now);
    }
    try {
      IssuerCheck check = signer(issuer, provider.get()).check();
      return check instanceof IssuerCheck.Ready ready
          ? ready(issuer, ready, now)
          : notReady(issuer, (IssuerCheck.NotReady) check, now);
    } catch (IssuerException e) {
      Instant retry = e.isTransient() ? e.retryAt().orElseGet(() -> retryAt(issuer, now)) : null;
      return notReady(issuer, e.reason(), String.valueOf(e.getMessage()), retry, now);
    } catch (RuntimeException e) {
      return notReady(
          issuer,
          "ErrInitIssuer",
          "the issuer could not be checked: " + e,
          retryAt(issuer, now),
          now);
    }
  }

  private static IssuerStatus ready(Issuer issuer, IssuerCheck.Ready ready, Instant now) {
    IssuerStatus old = issuer.status();
    boolean sameCa =
        ready.signingCa() != null
            && ready.signingCa().equals(old.signingCa())
            && old.signingCaSince() != null;
    Instant since = sameCa ? old.signingCaSince() : now.truncatedTo(ChronoUnit.SECONDS);
    return old.toBuilder()
        .conditions(conditions(issuer, ConditionStatus.TRUE, ready.reason(), ready.message(), now))
        .signingCa(ready.signingCa())
        .signingCaSince(ready.signingCa() == null ? null : since)
        .acme(ready.acme())
        .retryTime(null)
        .failedChecks(null)
        .build();
  }

  private static IssuerStatus notReady(Issuer issuer, IssuerCheck.NotReady check, Instant now) {
    Instant retry = check.retry() ? retryAt(issuer, now) : null;
    return notReady(issuer, check.reason(), check.message(), retry, now);
  }

  private static IssuerStatus notReady(
      Issuer issuer, String reason, String message, @Nullable Instant retry, Instant now) {
    Integer failed = issuer.status().failedChecks();
    return issuer.status().toBuilder()
        .conditions(conditions(issuer, ConditionStatus.FALSE, reason, message, now))
        .retryTime(retry)
        .failedChecks(retry == null ? null : failed == null ? Integer.valueOf(1) : failed + 1)
        .build();
  }

  private static List<Condition> conditions(
      Issuer issuer, ConditionStatus status, String reason, String message, Instant now) {
    return Conditions.with(
        issuer.status().conditions(),
        Condition.of(ConditionTypes.READY, status, reason, message),
        now,
        issuer.meta().generation());
  }

  /** Doubles from {@link #FIRST_RETRY} to {@link #LAST_RETRY} with each failed check in a row. */
  private static Instant retryAt(Issuer issuer, Instant now) {
    Integer failed = issuer.status().failedChecks();
    int doublings = failed == null ? 0 : Math.min(failed, 20);
    Duration wait = FIRST_RETRY.multipliedBy(1L << doublings);
    return now.plus(wait.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : wait)
        .truncatedTo(ChronoUnit.SECONDS);
  }

  private void tell(Issuer issuer, IssuerStatus status) {
    Optional<Condition> before = issuer.status().condition(ConditionTypes.READY);
    Optional<Condition> after = status.condition(ConditionTypes.READY);
    boolean news = after.isPresent() && before.filter(after.get()::saysTheSameAs).isEmpty();
    if (news) {
      world.tell(!after.get().isTrue(), issuer.key(), after.get().reason(), after.get().message());
    }
  }
}
