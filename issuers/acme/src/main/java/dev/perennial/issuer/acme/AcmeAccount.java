package dev.perennial.issuer.acme;

import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.PublicKeys;
import dev.perennial.issuer.acme.client.AccountLogin;
import dev.perennial.issuer.acme.client.AcmeClient;
import dev.perennial.issuer.acme.client.AcmeFault;
import dev.perennial.issuer.acme.client.Reply;
import dev.perennial.issuer.acme.config.AcmeConfig;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.IssuerException;
import java.net.URI;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/**
 * The account of one issuer at its server (RFC 8555, section 7.3). Source: cert-manager {@code
 * pkg/issuer/acme/setup.go}. Safe for use by several threads.
 */
final class AcmeAccount {
  private final IssuerContext context;
  private final AcmeConfig config;
  private final AcmeClient client;
  private final AccountKey key;
  private volatile @Nullable AccountLogin login;

  AcmeAccount(IssuerContext context, AcmeConfig config, AcmeClient client) {
    this.context = context;
    this.config = config;
    this.client = client;
    this.key = new AccountKey(context, config.privateKey(), !config.disableAccountKeyGeneration());
  }

  /** Looks after key and registration, and says whether orders can be placed. */
  IssuerCheck check() {
    Optional<IssuerCheck.NotReady> wrong = ServerUrl.problem(config.server());
    if (wrong.isPresent()) {
      return wrong.get();
    }
    try {
      return check(key.read());
    } catch (UnusableAccountException e) {
      return e.check();
    }
  }

  private IssuerCheck check(PrivateKey secret) throws UnusableAccountException {
    String hash = hash(secret);
    Map<String, Object> known = context.acmeStatus();
    String uri = text(known, "uri");
    boolean sameAccount =
        !uri.isEmpty()
            && hash.equals(text(known, "lastPrivateKeyHash"))
            && host(uri).equals(host(config.server()));
    boolean sameContact = config.email().equals(text(known, "lastRegisteredEmail"));
    try {
      if (sameAccount && !sameContact) {
        changeContact(uri, secret);
      }
      String present = sameAccount ? uri : register(secret);
      login = login(present, secret);
      return ready(present, hash);
    } catch (AcmeFault fault) {
      if (sameAccount && fault.is("accountDoesNotExist")) {
        return registered(secret, hash);
      }
      return faulty(sameAccount, fault);
    }
  }

  private IssuerCheck registered(PrivateKey secret, String hash) throws UnusableAccountException {
    try {
      String uri = register(secret);
      login = login(uri, secret);
      return ready(uri, hash);
    } catch (AcmeFault fault) {
      return faulty(false, fault);
    }
  }

  private void changeContact(String uri, PrivateKey secret) {
    client.post(login(uri, secret), uri, new JSONBuilder().array("contact", contacts()));
  }

  private static IssuerCheck faulty(boolean update, AcmeFault fault) {
    String reason = update ? "ErrUpdateACMEAccount" : "ErrRegisterACMEAccount";
    if (fault.isTransient()) {
      throw exception(reason, fault);
    }
    String what = update ? "Failed to update ACME account: " : "Failed to register ACME account: ";
    return new IssuerCheck.NotReady(reason, what + fault.getMessage(), false);
  }

  private IssuerCheck ready(String uri, String hash) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("uri", uri);
    status.put("lastRegisteredEmail", config.email());
    status.put("lastPrivateKeyHash", hash);
    return new IssuerCheck.Ready(
        "ACMEAccountRegistered",
        "The ACME account was registered with the ACME server",
        null,
        status);
  }

  /**
   * Returns the login of the account.
   *
   * @throws IssuerException when the account is not registered
   */
  AccountLogin login() {
    AccountLogin present = login;
    if (present != null) {
      return present;
    }
    String uri = text(context.acmeStatus(), "uri");
    try {
      if (uri.isEmpty()) {
        throw IssuerException.retryable(
            "AccountMissing", "the account is not registered yet", null);
      }
      AccountLogin found = login(uri, key.read());
      login = found;
      return found;
    } catch (UnusableAccountException e) {
      throw IssuerException.retryable("AccountMissing", e.check().message(), e);
    }
  }

  /** Registers the account again at a server that no longer knows of it. */
  void registerAnew() {
    try {
      PrivateKey present = key.read();
      login = login(register(present), present);
    } catch (UnusableAccountException e) {
      throw IssuerException.retryable("AccountMissing", e.check().message(), e);
    } catch (AcmeFault fault) {
      throw exception("ErrRegisterACMEAccount", fault);
    }
  }

  private String register(PrivateKey secret) throws UnusableAccountException {
    String url =
        client
            .directoryEntry("newAccount")
            .orElseThrow(() -> AcmeFault.garbled(config.server() + " is no ACME directory", null));
    JSONBuilder claims = new JSONBuilder();
    claims.put("termsOfServiceAgreed", true);
    if (!contacts().isEmpty()) {
      claims.array("contact", contacts());
    }
    KeyPair pair = new KeyPair(PrivateKeys.publicKey(secret), secret);
    if (!config.eab().keyId().isEmpty()) {
      claims.put(
          "externalAccountBinding",
          AccountBinding.of(context, config.eab(), pair.getPublic(), url));
    }
    Reply reply = client.postWithKey(url, claims, pair);
    return reply
        .location()
        .orElseThrow(() -> AcmeFault.garbled("the new account has no Location", null));
  }

  private List<String> contacts() {
    return config.email().isEmpty() ? List.of() : List.of("mailto:" + config.email());
  }

  /** Returns the exception for the runner: it tries again, when the server says so or soon. */
  static IssuerException exception(String reason, AcmeFault fault) {
    String message = Objects.requireNonNullElse(fault.getMessage(), "");
    IssuerException e =
        fault
            .retryAt()
            .map(at -> IssuerException.retryableAt(at, reason, message, fault))
            .orElseGet(() -> IssuerException.retryable(reason, message, fault));
    return fault.problemDocument().map(e::withProblemDocument).orElse(e);
  }

  private static AccountLogin login(String uri, PrivateKey key) {
    return AccountLogin.of(uri, PrivateKeys.publicKey(key), key);
  }

  private static String hash(PrivateKey key) {
    return PublicKeys.id(PrivateKeys.publicKey(key));
  }

  private static String host(String url) {
    return Objects.requireNonNullElse(URI.create(url).getHost(), "");
  }

  private static String text(Map<String, Object> map, String name) {
    return map.get(name) instanceof String text ? text : "";
  }
}
