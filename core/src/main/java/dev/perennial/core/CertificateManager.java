package dev.perennial.core;

import dev.perennial.core.lifecycle.Settings;
import dev.perennial.core.pki.Crypto;
import dev.perennial.model.Certificate;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.RevocationReason;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.Violation;
import dev.perennial.spi.Approval;
import dev.perennial.spi.ApprovalPolicy;
import dev.perennial.spi.IssuerProvider;
import dev.perennial.spi.LifecycleListener;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.Versioned;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps certificates issued and renewed. The host applies what it wants and calls {@link #tick()};
 * nothing happens between two calls, since the manager owns no thread.
 *
 * <pre>{@code
 * CertificateManager manager = CertificateManager.builder().store(store).build();
 * manager.apply(issuer);
 * manager.apply(certificate);
 * Instant next = manager.tick(); // call again then
 * }</pre>
 *
 * <p>Safe for use by several threads. Two managers in one JVM share nothing; two on one store are
 * kept apart by the store's lock.
 */
public final class CertificateManager implements AutoCloseable {
  private final World world;
  private final Admission admission;
  private final Applier applier;
  private final Runner runner;

  private CertificateManager(Builder builder) {
    SecureRandom random = builder.random == null ? Builder.defaultRandom() : builder.random;
    this.world =
        new World(
            Objects.requireNonNull(builder.store, "a store is needed: builder().store(...)"),
            builder.clock,
            Crypto.of(random),
            builder.listener);
    IssuerProviders providers =
        builder.providers == null
            ? IssuerProviders.discover(builder.loader)
            : IssuerProviders.of(builder.providers);
    this.admission = new Admission(providers);
    this.applier = new Applier(world, admission, builder.defaultNamespace);
    this.runner = new Runner(world, providers, builder);
    runner.start();
  }

  /** Returns a builder whose settings all have their defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Does what is due now, and returns when to call again; {@link Instant#MAX} when only a change
   * brings more to do.
   *
   * <p>Calling early, late, twice or from a timer that fired by mistake is harmless: with nothing
   * due it reads no store and allocates nothing, and a call while another runs returns at once. The
   * returned instant may move to an earlier one when a resource is applied, the store changes or a
   * renewal is asked for: {@link #onEarlier} tells.
   *
   * <p>What goes wrong with one resource is stored with it and told to the listener; it is tried
   * again and does not stop the others.
   */
  public Instant tick() {
    return runner.tick();
  }

  /** Returns when the next call of {@link #tick()} is due, without doing anything. */
  public Instant nextDue() {
    return runner.nextDue();
  }

  /**
   * Has a callback run whenever the instant that {@link #tick()} last returned moves to an earlier
   * one. It runs on the thread that caused it and must not block; several may be registered.
   */
  public void onEarlier(Runnable callback) {
    runner.onEarlier(callback);
  }

  /**
   * Returns what a resource breaks that is not there yet, by all rules by which {@link #apply}
   * would refuse it; empty when it is valid. Nothing is read or stored.
   */
  public List<Violation> check(Resource resource) {
    return admission.check(resource);
  }

  /**
   * Declares a resource: creates it, or changes the one of the same name. What it says of status is
   * ignored, as in a cluster; of uid, generation and creation time, for one that is there already.
   * Without a namespace it goes to {@link Builder#defaultNamespace}.
   *
   * @return the resource as it is stored
   * @throws dev.perennial.model.ValidationException when it is not valid; nothing was stored
   * @throws dev.perennial.spi.StoreException when it could not be stored
   */
  public Resource apply(Resource resource) {
    return applier.apply(resource);
  }

  /**
   * Declares several resources. All are validated before the first is stored.
   *
   * @throws dev.perennial.model.ValidationException when one is not valid; nothing was stored
   * @throws dev.perennial.spi.StoreException when one could not be stored; those before it were
   */
  public void applyAll(Collection<? extends Resource> resources) {
    applier.applyAll(resources);
  }

  /**
   * Deletes a resource; one that is not there is no error. With a certificate go its requests, next
   * private keys and previous bundles. Its secret stays unless {@link Settings#ownSecrets()} is
   * set.
   */
  public void delete(ResourceKey key) {
    applier.delete(key);
  }

  /**
   * Asks for a certificate to be issued anew at the next tick, whatever its age; one already being
   * issued is left alone (cert-manager: {@code cmctl renew}).
   *
   * @throws IllegalArgumentException when there is no such certificate
   */
  public void renew(ResourceName certificate) {
    applier.renew(certificate);
  }

  /**
   * Has the certificate that is now in the secret revoked by the CA that gave it, and another one
   * issued at the next tick. The CA is asked until it has done so; an issuer that cannot revoke
   * says so in the status and in an event. After {@link RevocationReason#KEY_COMPROMISE} the new
   * certificate has a new key whatever the rotation policy, and the old key is never used again.
   *
   * @throws IllegalArgumentException when there is no such certificate, or none in its secret
   * @throws IllegalStateException when another of its certificates is still being revoked
   */
  public void revoke(ResourceName certificate, RevocationReason reason) {
    applier.revoke(certificate, reason, false);
  }

  /**
   * Revokes as {@link #revoke} does, but shows the CA the key of the certificate in place of the
   * account's: for a certificate of an account that is no longer at hand (RFC 8555, section 7.6).
   *
   * @throws IllegalArgumentException when there is no such certificate, or none in its secret
   * @throws IllegalStateException when another of its certificates is still being revoked
   */
  public void revokeWithCertificateKey(ResourceName certificate, RevocationReason reason) {
    applier.revoke(certificate, reason, true);
  }

  /**
   * Approves or denies a certificate request by hand. A decision is final.
   *
   * @throws IllegalArgumentException when there is no such request, it is decided already, or the
   *     decision is none
   */
  public void decide(ResourceName request, Approval decision) {
    applier.decide(request, decision, runner.requests());
  }

  /** Returns a certificate as it is stored, or empty when there is none. */
  public Optional<Certificate> certificate(ResourceName name) {
    return world.certificate(name).map(Versioned::resource);
  }

  /** Returns a secret as it is stored, or empty when there is none. */
  public Optional<SecretBundle> secret(ResourceName name) {
    return world.secret(name).map(Versioned::resource);
  }

  /** Returns the bundles that were replaced and are kept, the newest first. */
  public List<SecretBundle> previousSecrets(ResourceName certificate) {
    return runner.explainer().previousSecrets(certificate);
  }

  /**
   * Returns why a certificate is as it is, and what comes next and when.
   *
   * @return empty when there is no such certificate
   */
  public Optional<Explanation> explain(ResourceName certificate) {
    return runner.explainer().explain(certificate);
  }

  /**
   * Returns what could not be loaded or read so far, each in a sentence; empty when all is well.
   */
  public List<String> problems() {
    return runner.problems();
  }

  InstantSource clock() {
    return world.clock();
  }

  /** Closes the signers. The store and the executor stay the host's. */
  @Override
  public void close() {
    runner.close();
  }

  /** Builds managers. Not safe for use by several threads; one thread at a time. */
  public static final class Builder {
    @Nullable ResourceStore store;
    @Nullable SecureRandom random;
    @Nullable List<IssuerProvider> providers;
    InstantSource clock = Clock.systemUTC();
    Executor executor = Runnable::run;
    ApprovalPolicy approval = ApprovalPolicy.approveAll();
    LifecycleListener listener = LifecycleListener.none();
    Settings settings = Settings.DEFAULT;
    String clusterNamespace = "cert-manager";
    String defaultNamespace = "default";
    int budget = Integer.MAX_VALUE;
    ClassLoader loader = CertificateManager.class.getClassLoader();
    private final Map<Class<?>, List<Object>> extensions = new HashMap<>();

    private Builder() {}

    /** Sets where the resources are kept. Required; it stays the host's to close. */
    public Builder store(ResourceStore value) {
      this.store = Objects.requireNonNull(value, "store");
      return this;
    }

    /** Sets what tells the time; the system clock unless set. */
    public Builder clock(InstantSource value) {
      this.clock = Objects.requireNonNull(value, "clock");
      return this;
    }

    /** Sets the source of randomness; the platform's default unless set. */
    public Builder random(SecureRandom value) {
      this.random = Objects.requireNonNull(value, "random");
      return this;
    }

    /**
     * Sets the executor on which steps of different certificates run side by side; the thread that
     * calls {@link #tick()} unless set. It stays the host's to shut down.
     */
    public Builder executor(Executor value) {
      this.executor = Objects.requireNonNull(value, "executor");
      return this;
    }

    /** Sets who approves requests; everything is approved unless set. */
    public Builder approval(ApprovalPolicy value) {
      this.approval = Objects.requireNonNull(value, "approval");
      return this;
    }

    /** Sets who is told what happens; nobody unless set. */
    public Builder listener(LifecycleListener value) {
      this.listener = Objects.requireNonNull(value, "listener");
      return this;
    }

    /** Sets backoff, deadlines, spread and the like. */
    public Builder settings(Settings value) {
      this.settings = Objects.requireNonNull(value, "settings");
      return this;
    }

    /**
     * Sets the namespace of the secrets that cluster-scoped issuers name; {@code cert-manager}
     * unless set (cert-manager: {@code --cluster-resource-namespace}).
     */
    public Builder clusterResourceNamespace(String value) {
      this.clusterNamespace = Objects.requireNonNull(value, "clusterResourceNamespace");
      return this;
    }

    /**
     * Sets the namespace of resources that are applied without one; {@code default} unless set, as
     * with kubectl.
     */
    public Builder defaultNamespace(String value) {
      this.defaultNamespace = Objects.requireNonNull(value, "defaultNamespace");
      return this;
    }

    /**
     * Sets how many resources one tick looks at before it returns; all that are due unless set. A
     * tick that stopped early returns an instant that is due already.
     *
     * @throws IllegalArgumentException when it is below one
     */
    public Builder budget(int resources) {
      if (resources < 1) {
        throw new IllegalArgumentException("'budget' must be at least 1, not " + resources);
      }
      this.budget = resources;
      return this;
    }

    /** Names the issuer providers; nothing is looked up by {@link java.util.ServiceLoader} then. */
    public Builder issuers(IssuerProvider... value) {
      this.providers = List.of(value);
      return this;
    }

    /**
     * Hands something to the issuers, which ask for it by its type: a solver of challenges, the
     * settings of one issuer. Several of one type add up, in this order.
     *
     * @param type the type that the issuer asks for
     */
    public <T> Builder extension(Class<T> type, T value) {
      extensions
          .computeIfAbsent(type, t -> new ArrayList<>())
          .add(Objects.requireNonNull(value, "extension"));
      return this;
    }

    Map<Class<?>, List<Object>> extensionLists() {
      Map<Class<?>, List<Object>> copy = new HashMap<>();
      extensions.forEach((type, values) -> copy.put(type, List.copyOf(values)));
      return Map.copyOf(copy);
    }

    /** Sets the class loader that issuer providers are looked up with. */
    public Builder discoverIssuersWith(ClassLoader value) {
      this.loader = Objects.requireNonNull(value, "loader");
      return this;
    }

    /**
     * Returns the manager. Resources that the store holds are due at once.
     *
     * @throws NullPointerException when no store was set
     * @throws IllegalStateException when two providers serve the same kind of issuer
     */
    public CertificateManager build() {
      return new CertificateManager(this);
    }

    /** The one place where the library takes the platform's randomness: the host named none. */
    private static SecureRandom defaultRandom() {
      return new SecureRandom();
    }
  }
}
