package dev.perennial.core.tls;

import dev.perennial.core.tls.ServedKey.Material;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.spi.LifecycleListener;
import dev.perennial.spi.ResourceStore;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A server's key manager that follows secrets of a store: a renewed certificate serves the next
 * handshake, without a restart and without a handshake lost.
 *
 * <pre>{@code
 * LiveKeyManager keys =
 *     LiveKeyManager.builder(store, InstantSource.system())
 *         .secrets(SecretSelection.ofCertificatesIn("shop"))
 *         .defaultSecret(new ResourceName("shop", "web-tls"))
 *         .build();
 * SSLContext context = LiveTls.serverContext(keys);
 * }</pre>
 *
 * <p>The certificate is chosen by the name that the client asks for: one for the exact name, else a
 * wildcard that covers it, else the default secret, else none: the handshake fails, and no other
 * certificate is shown. Among several for one name the one valid longest is taken. A key is offered
 * only for a key type that JSSE asks for, which are those that the client takes.
 *
 * <p>A changed secret is checked before it replaces what is served: data missing or not decodable,
 * a chain that does not build, a leaf outside its validity or a key that is not the leaf's is
 * refused with a warning to the listener, and the good one stays. A chain out of order is put in
 * order.
 *
 * <p>Each alias names the generation it was chosen from, and goes on standing for that key and
 * chain while a handshake holds it. Pass the alias objects on as they are.
 *
 * <p>Safe for use by several threads. A handshake takes no lock and reads one volatile field; its
 * cost does not grow with the number of certificates. Client certificates are not offered.
 */
public final class LiveKeyManager extends X509ExtendedKeyManager implements AutoCloseable {
  /** Reason of an event: another key and chain are served from now on. */
  public static final String SERVING = "Serving";

  /** Reason of an event: the secret is not served any more. */
  public static final String WITHDRAWN = "Withdrawn";

  /** Reason of an event: the store could not be read; what is served stays. */
  public static final String STORE_FAILED = "StoreFailed";

  private final LiveKeys keys = new LiveKeys();
  private final SecretFollower follower;
  private final @Nullable Challenges challenges;
  private final @Nullable ResourceName defaultSecret;
  private final Executor executor;
  private final ResourceStore.Registration registration;

  private LiveKeyManager(Builder builder) {
    this.defaultSecret = builder.defaultSecret;
    this.executor = builder.executor;
    SecretSelection selection =
        defaultSecret == null ? builder.secrets : builder.secrets.plus(defaultSecret);
    this.follower =
        new SecretFollower(builder.store, selection, builder.clock, builder.listener, keys);
    this.challenges = builder.challenges ? new Challenges(builder.store, builder.clock) : null;
    this.registration = builder.store.watch(this::changed);
  }

  /**
   * Returns a builder.
   *
   * @param store where the secrets are
   * @param clock tells which certificates have expired, and when events happen
   */
  public static Builder builder(ResourceStore store, InstantSource clock) {
    return new Builder(store, clock);
  }

  /**
   * Returns the number of the current generation: 0 with nothing served, one more for each swap.
   */
  public long generation() {
    return keys.snapshot().generation();
  }

  /** Returns the number of secrets that are served. */
  public int size() {
    return keys.snapshot().size();
  }

  /**
   * Returns the selected secrets that are not served as the store has them, each with the reason;
   * empty when all is well.
   */
  public List<String> problems() {
    return follower.problems();
  }

  /**
   * Reads all selected secrets again, on the calling thread; when another thread is reading, that
   * one does it. Needed only where the store cannot tell of changes, and harmless at any time.
   *
   * @throws dev.perennial.spi.StoreException when the store could not list them
   */
  public void refresh() {
    follower.noteAll();
    follower.readNoted();
  }

  /** Stops following the store. What is served stays as it is. */
  @Override
  public void close() {
    registration.close();
  }

  private void changed(ResourceKey key) {
    if (follower.note(key)) {
      try {
        executor.execute(follower::readNoted);
      } catch (RejectedExecutionException shutDown) {
        // The host is going down, or refreshes later: the change stays noted.
      }
    }
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return engine == null
        ? choose(keyType, null, false)
        : choose(keyType, engine.getHandshakeSession(), Negotiated.isChallenge(engine));
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return socket instanceof SSLSocket tls
        ? choose(keyType, tls.getHandshakeSession(), Negotiated.isChallenge(tls))
        : choose(keyType, null, false);
  }

  /** A challenge has its certificate or none, and nobody else is shown one of a challenge. */
  private @Nullable String choose(
      String keyType, @Nullable SSLSession handshake, boolean challenge) {
    String name = ServerNames.requested(handshake);
    if (challenge) {
      return challenges == null ? null : challenges.alias(name, keyType);
    }
    ServedKey key = keys.snapshot().choose(name, keyType, defaultSecret);
    return key == null ? null : key.alias();
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Material material = materialOf(alias);
    return material == null ? null : material.key();
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Material material = materialOf(alias);
    return material == null ? null : material.chain();
  }

  private @Nullable Material materialOf(String alias) {
    Material material = keys.aliases().materialOf(alias);
    return material != null || challenges == null ? material : challenges.materialOf(alias);
  }

  /** Returns the alias of the default secret, if it has one of this type: the rest goes by name. */
  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    ServedKey key = keys.snapshot().choose(null, keyType, defaultSecret);
    return key == null ? null : new String[] {key.alias()};
  }

  /** Returns null: client certificates are not offered. */
  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  /** Returns null: client certificates are not offered. */
  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  /** Builds {@link LiveKeyManager} objects. Not safe for use by several threads. */
  public static final class Builder {
    private final ResourceStore store;
    private final InstantSource clock;
    private SecretSelection secrets = SecretSelection.of();
    private @Nullable ResourceName defaultSecret;
    private LifecycleListener listener = LifecycleListener.none();
    private Executor executor = Runnable::run;
    private boolean challenges;

    private Builder(ResourceStore store, InstantSource clock) {
      this.store = Objects.requireNonNull(store, "store");
      this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Sets which secrets are followed; none unless set. */
    public Builder secrets(SecretSelection value) {
      this.secrets = Objects.requireNonNull(value, "secrets");
      return this;
    }

    /**
     * Sets the secret that serves clients that name no host or one that no certificate covers; it
     * is followed too. None unless set: the handshakes of such clients fail.
     */
    public Builder defaultSecret(ResourceName value) {
      this.defaultSecret = Objects.requireNonNull(value, "defaultSecret");
      return this;
    }

    /** Sets who is told of swaps ({@link #SERVING}, normal) and refusals (warnings). */
    public Builder listener(LifecycleListener value) {
      this.listener = Objects.requireNonNull(value, "listener");
      return this;
    }

    /**
     * Lets the server answer TLS-ALPN-01 challenges (RFC 8737) that any node put into the store:
     * their certificates are shown on the protocol {@code acme-tls/1} and nowhere else. The sockets
     * or engines must negotiate it: {@link LiveTls#withChallenges}. Unless set, or while a name has
     * no challenge, handshakes on that protocol fail. Such a handshake reads the store, on its own
     * thread, so that what another node has just stored is seen; no other handshake does.
     */
    public Builder answerChallenges() {
      this.challenges = true;
      return this;
    }

    /**
     * Sets where changed secrets are read and checked, about a millisecond each. Unless set, on the
     * thread that changed the store, so that the next handshake sees the change.
     */
    public Builder executor(Executor value) {
      this.executor = Objects.requireNonNull(value, "executor");
      return this;
    }

    /**
     * Returns a key manager that has read all selected secrets that exist, on the calling thread.
     *
     * @throws dev.perennial.spi.StoreException when the store could not list them
     */
    public LiveKeyManager build() {
      LiveKeyManager manager = new LiveKeyManager(this);
      try {
        manager.refresh();
        return manager;
      } catch (RuntimeException e) {
        manager.close();
        throw e;
      }
    }
  }
}
