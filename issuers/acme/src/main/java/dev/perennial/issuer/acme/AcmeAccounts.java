package dev.perennial.issuer.acme;

import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.issuer.acme.client.AccountLogin;
import dev.perennial.issuer.acme.client.AcmeClient;
import dev.perennial.issuer.acme.client.AcmeFault;
import dev.perennial.issuer.acme.config.AcmeConfig;
import dev.perennial.model.Issuer;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.Versioned;
import java.net.MalformedURLException;
import java.net.URI;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.shredzone.acme4j.toolbox.JSONBuilder;
import org.shredzone.acme4j.toolbox.JoseUtils;

/**
 * What a host may do to the account of an ACME issuer beside ordering: give it another key, or end
 * it. cert-manager has neither.
 *
 * <pre>{@code
 * AcmeAccounts accounts = new AcmeAccounts(store, Clock.systemUTC(), new SecureRandom());
 * accounts.rollOverKey(ResourceKey.issuer(ref, "demo"), "cert-manager");
 * }</pre>
 *
 * <p>Each call makes a handful of requests on the thread that calls. Safe for use by several
 * threads; one call for one account at a time.
 */
public final class AcmeAccounts {
  /** Where the next key is kept until the server has it, beside the present one. */
  private static final String NEXT = "next-account-key";

  private final ResourceStore store;
  private final InstantSource clock;
  private final SecureRandom random;
  private final AcmeIssuerConfig settings;

  /** Makes the operations on the store of a manager, with the default settings. */
  public AcmeAccounts(ResourceStore store, InstantSource clock, SecureRandom random) {
    this(store, clock, random, AcmeIssuerConfig.DEFAULT);
  }

  /** Makes the operations on the store of a manager, with the settings of its issuers. */
  public AcmeAccounts(
      ResourceStore store, InstantSource clock, SecureRandom random, AcmeIssuerConfig settings) {
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.settings = settings;
  }

  /**
   * Gives an account a new key, ECDSA on P-256, and keeps it in the issuer's secret in place of the
   * old one (RFC 8555, section 7.3.5). The new key is stored before the server learns of it: after
   * a failure or a crash anywhere, calling again goes on with the same one. Answers that are shown
   * for orders under way no longer fit; such orders fail and are placed anew.
   *
   * @param issuer the issuer
   * @param secretNamespace where its secrets live: its own namespace, or for a cluster-scoped
   *     issuer the one that the manager was given
   * @throws IssuerException when the server cannot be reached or refuses
   * @throws IllegalArgumentException when there is no such issuer, or no account of it yet
   */
  public void rollOverKey(ResourceKey issuer, String secretNamespace) {
    Account account = account(issuer, secretNamespace);
    boolean resumed = account.data().containsKey(NEXT);
    PrivateKey next = nextKey(account);
    KeyPair pair = pair(next);
    try {
      if (!resumed || !isKnown(account, pair)) {
        change(account, pair);
      }
    } catch (AcmeFault fault) {
      throw AcmeAccount.exception("KeyChangeError", fault);
    }
    Map<String, SecretBytes> data = new LinkedHashMap<>(account.data());
    data.put(account.config().privateKey().key(), AccountKey.encode(next));
    data.remove(NEXT);
    store(account, data);
  }

  /**
   * Ends an account for good (RFC 8555, section 7.3.6): the server accepts nothing of it any more,
   * and its certificates stay valid. The key stays in its secret; a host that wants to order again
   * deletes the secret, and an account with a new key is registered.
   *
   * @param issuer the issuer
   * @param secretNamespace where its secrets live
   * @throws IssuerException when the server cannot be reached or refuses
   * @throws IllegalArgumentException when there is no such issuer, or no account of it yet
   */
  public void deactivate(ResourceKey issuer, String secretNamespace) {
    Account account = account(issuer, secretNamespace);
    try {
      account
          .client()
          .post(account.login(), account.url(), new JSONBuilder().put("status", "deactivated"));
    } catch (AcmeFault fault) {
      throw AcmeAccount.exception("DeactivationError", fault);
    }
  }

  /** An account with all that is needed to speak for it; never printed. */
  private record Account(
      AcmeConfig config, AcmeClient client, String url, PrivateKey key, SecretBundle secret) {
    AccountLogin login() {
      return new AccountLogin(url, pair(key));
    }

    Map<String, SecretBytes> data() {
      return secret.data();
    }
  }

  private Account account(ResourceKey key, String secretNamespace) {
    Issuer issuer =
        store
            .read(key)
            .map(found -> (Issuer) found.resource())
            .orElseThrow(() -> new IllegalArgumentException("there is no " + key));
    AcmeConfig config = AcmeConfig.of(issuer.spec().config("acme").orElse(Map.of()));
    Object url = issuer.status().acme().get("uri");
    ResourceName name = new ResourceName(secretNamespace, config.privateKey().name());
    Optional<SecretBundle> found =
        store.read(ResourceKey.secret(name)).map(v -> (SecretBundle) v.resource());
    Optional<SecretBytes> pem = found.flatMap(s -> s.value(config.privateKey().key()));
    if (!(url instanceof String text) || text.isEmpty() || found.isEmpty() || pem.isEmpty()) {
      throw new IllegalArgumentException(key + " has no account yet");
    }
    AcmeClient client =
        new AcmeClient(
            ServerUrl.of(config.server()),
            Https.client(config, settings),
            settings.timeout(),
            clock);
    return new Account(config, client, text, decode(pem.get(), name), found.get());
  }

  private static PrivateKey decode(SecretBytes pem, ResourceName secret) {
    try {
      return PrivateKeys.decode(pem.revealBytes());
    } catch (PkiException e) {
      throw new IllegalArgumentException(
          "the account key in secret " + secret + " cannot be read: " + e.getMessage(), e);
    }
  }

  private PrivateKey nextKey(Account account) {
    SecretBytes kept = account.data().get(NEXT);
    if (kept != null) {
      return decode(kept, account.secret().key().name());
    }
    PrivateKey made = PrivateKeys.generate(AccountKey.NEW, Crypto.of(random));
    Map<String, SecretBytes> data = new LinkedHashMap<>(account.data());
    data.put(NEXT, AccountKey.encode(made));
    store(account, data);
    return made;
  }

  /** Writes the secret on the version that is there now, if nobody else changed the account key. */
  private void store(Account account, Map<String, SecretBytes> data) {
    ResourceKey key = account.secret().key();
    Versioned<?> present =
        store.read(key).orElseThrow(() -> new IllegalArgumentException(key + " is gone"));
    SecretBundle secret = (SecretBundle) present.resource();
    String name = account.config().privateKey().key();
    if (!secret.value(name).equals(account.secret().value(name))) {
      throw new IllegalArgumentException("the account key in " + key + " was changed meanwhile");
    }
    store.update(secret.toBuilder().data(data).build(), present.version());
  }

  /** Returns whether the server has the new key already, from a call that did not come back. */
  private static boolean isKnown(Account account, KeyPair next) {
    String newAccount = entry(account, "newAccount");
    JSONBuilder claims = new JSONBuilder();
    claims.put("onlyReturnExisting", true);
    try {
      return account
          .client()
          .postWithKey(newAccount, claims, next)
          .location()
          .filter(account.url()::equals)
          .isPresent();
    } catch (AcmeFault fault) {
      if (fault.is("accountDoesNotExist")) {
        return false;
      }
      throw fault;
    }
  }

  private static void change(Account account, KeyPair next) {
    String keyChange = entry(account, "keyChange");
    JSONBuilder change = new JSONBuilder();
    change.put("account", account.url());
    change.putKey("oldKey", pair(account.key()).getPublic());
    try {
      JSONBuilder inner =
          JoseUtils.createJoseRequest(URI.create(keyChange).toURL(), next, change, null, null);
      account.client().post(account.login(), keyChange, inner);
    } catch (MalformedURLException e) {
      throw AcmeFault.garbled("keyChange of the directory is no URL: " + keyChange, e);
    }
  }

  private static String entry(Account account, String name) {
    return account
        .client()
        .directoryEntry(name)
        .orElseThrow(() -> AcmeFault.garbled("the directory has no " + name, null));
  }

  private static KeyPair pair(PrivateKey key) {
    return new KeyPair(PrivateKeys.publicKey(key), key);
  }
}
