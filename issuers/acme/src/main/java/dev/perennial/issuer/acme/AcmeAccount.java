package dev.perennial.issuer.acme;

import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.PublicKeys;
import dev.perennial.issuer.acme.client.AccountLogin;
import dev.perennial.issuer.acme.client.AcmeClient;
import dev.perennial.issuer.acme.client.AcmeFault;
import dev.perennial.issuer.acme.client.Reply;
import dev.perennial.issuer.acme.config.AcmeConfig;
import dev.perennial.model.Labels;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.VersionConflictException;
import java.net.URI;
import java.net.URL;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.toolbox.JSONBuilder;
import org.shredzone.acme4j.toolbox.JoseUtils;

/**
 * The account of one issuer at its server (RFC 8555, section 7.3). Source: cert-manager {@code
 * pkg/issuer/acme/setup.go}. Safe for use by several threads.
 */
final class AcmeAccount {
  private static final Set<KeySpec> NEW_OR_OLD =
      Set.of(new KeySpec(KeyAlgorithm.ECDSA, 256), new KeySpec(KeyAlgorithm.ECDSA, 384));

  private final IssuerContext context;
  private final AcmeConfig config;
  private final AcmeClient client;
  private volatile @Nullable AccountLogin login;

  AcmeAccount(IssuerContext context, AcmeConfig config, AcmeClient client) {
    this.context = context;
    this.config = config;
    this.client = client;
  }

  /** What keeps the account from being used. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient IssuerCheck.NotReady check;

    Unusable(String reason, String message, boolean retry) {
      super(message);
      this.check = new IssuerCheck.NotReady(reason, message, retry);
    }
  }

  /** Looks after key and registration, and says whether orders can be placed. */
  IssuerCheck check() {
    try {
      return check(key());
    } catch (Unusable e) {
      return e.check;
    }
  }

  private IssuerCheck check(PrivateKey key) throws Unusable {
    String hash = hash(key);
    Map<String, Object> known = context.acmeStatus();
    String uri = text(known, "uri");
    boolean sameAccount =
        !uri.isEmpty()
            && hash.equals(text(known, "lastPrivateKeyHash"))
            && host(uri).equals(host(config.server()));
    try {
      if (sameAccount && config.email().equals(text(known, "lastRegisteredEmail"))) {
        login = login(uri, key);
        return ready(uri, hash);
      }
      if (sameAccount) {
        AccountLogin present = login(uri, key);
        client.post(present, uri, new JSONBuilder().array("contact", contacts()));
        login = present;
        return ready(uri, hash);
      }
      String registered = register(key);
      login = login(registered, key);
      return ready(registered, hash);
    } catch (AcmeFault fault) {
      String reason = sameAccount ? "ErrUpdateACMEAccount" : "ErrRegisterACMEAccount";
      String message = "Failed to register ACME account: " + fault.getMessage();
      if (fault.isTransient()) {
        throw exception(reason, fault);
      }
      return new IssuerCheck.NotReady(reason, message, false);
    }
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
      AccountLogin found = login(uri, key());
      login = found;
      return found;
    } catch (Unusable e) {
      throw IssuerException.retryable("AccountMissing", e.check.message(), e);
    }
  }

  /** Registers the account again at a server that no longer knows of it. */
  void registerAnew() {
    try {
      PrivateKey key = key();
      login = login(register(key), key);
    } catch (Unusable e) {
      throw IssuerException.retryable("AccountMissing", e.check.message(), e);
    } catch (AcmeFault fault) {
      throw exception("ErrRegisterACMEAccount", fault);
    }
  }

  private String register(PrivateKey key) throws Unusable {
    String url =
        client
            .directoryEntry("newAccount")
            .orElseThrow(() -> AcmeFault.garbled(config.server() + " is no ACME directory", null));
    JSONBuilder claims = new JSONBuilder();
    claims.put("termsOfServiceAgreed", true);
    if (!contacts().isEmpty()) {
      claims.array("contact", contacts());
    }
    KeyPair pair = new KeyPair(PrivateKeys.publicKey(key), key);
    if (!config.eab().keyId().isEmpty()) {
      claims.put("externalAccountBinding", binding(pair, url));
    }
    Reply reply = client.postWithKey(url, claims, pair);
    return reply
        .location()
        .orElseThrow(() -> AcmeFault.garbled("the new account has no Location", null));
  }

  private Map<String, Object> binding(KeyPair pair, String newAccount) throws Unusable {
    ResourceName name = new ResourceName(context.secretNamespace(), config.eab().key().name());
    String encoded =
        context
            .secrets()
            .read(name)
            .flatMap(s -> s.value(config.eab().key().key()))
            .map(AcmeAccount::ascii)
            .orElseThrow(
                () ->
                    new Unusable(
                        "ErrRegisterACMEAccount",
                        "the secret "
                            + name
                            + " has no data for \""
                            + config.eab().key().key()
                            + "\", the key of the external account binding",
                        false));
    try {
      byte[] mac = Base64.getUrlDecoder().decode(encoded.strip());
      URL url = URI.create(newAccount).toURL();
      return JoseUtils.createExternalAccountBinding(
          config.eab().keyId(),
          pair.getPublic(),
          new SecretKeySpec(mac, "HMAC"),
          config.eab().algorithm(),
          url);
    } catch (IllegalArgumentException | java.net.MalformedURLException e) {
      throw new Unusable(
          "ErrRegisterACMEAccount",
          "the key of the external account binding in secret "
              + name
              + " is not base64url, or too short for "
              + config.eab().algorithm(),
          false);
    }
  }

  private PrivateKey key() throws Unusable {
    ResourceName name = new ResourceName(context.secretNamespace(), config.privateKey().name());
    Optional<SecretBundle> secret = context.secrets().read(name);
    Optional<SecretBytes> pem = secret.flatMap(s -> s.value(config.privateKey().key()));
    if (pem.isEmpty()) {
      return newKey(name, secret.isPresent());
    }
    try {
      PrivateKey key = PrivateKeys.decode(pem.get().revealBytes());
      KeySpec spec = PrivateKeys.specOf(key);
      if (spec.algorithm() != KeyAlgorithm.RSA && !NEW_OR_OLD.contains(spec)) {
        throw new Unusable(
            "ErrVerifyACMEAccount",
            "the account key in secret " + name + " must be RSA or ECDSA on P-256 or P-384",
            false);
      }
      return key;
    } catch (PkiException e) {
      throw new Unusable(
          "ErrVerifyACMEAccount",
          "the account key in secret " + name + " cannot be read: " + e.getMessage(),
          false);
    }
  }

  private PrivateKey newKey(ResourceName name, boolean secretIsThere) throws Unusable {
    if (config.disableAccountKeyGeneration() || secretIsThere) {
      throw new Unusable(
          "ErrVerifyACMEAccount",
          "the secret "
              + name
              + " must hold the account key in \""
              + config.privateKey().key()
              + "\""
              + (secretIsThere ? "" : ", since disableAccountKeyGeneration is set"),
          true);
    }
    PrivateKey key =
        PrivateKeys.generate(new KeySpec(KeyAlgorithm.ECDSA, 256), Crypto.of(context.random()));
    SecretBundle bundle =
        SecretBundle.builder()
            .meta(
                ObjectMeta.builder()
                    .name(name.name())
                    .namespace(name.namespace())
                    .labels(Map.of(Labels.FAO, "true"))
                    .build())
            .secretType(SecretBundle.TYPE_OPAQUE)
            .data(
                Map.of(
                    config.privateKey().key(),
                    SecretBytes.copyOf(PrivateKeys.encode(key, KeyEncoding.PKCS8))))
            .build();
    try {
      context.secretStore().create(bundle);
      return key;
    } catch (VersionConflictException e) {
      throw new Unusable(
          "ErrVerifyACMEAccount", "another node made the account key at the same time", true);
    }
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

  private static String ascii(SecretBytes bytes) {
    return new String(bytes.revealBytes(), java.nio.charset.StandardCharsets.US_ASCII);
  }
}
