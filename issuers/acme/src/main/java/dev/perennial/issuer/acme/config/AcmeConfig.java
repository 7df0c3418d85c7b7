package dev.perennial.issuer.acme.config;

import java.util.List;
import java.util.Map;

/**
 * The configuration of an ACME issuer, {@code spec.acme} of its manifest. Source: cert-manager
 * {@code pkg/apis/acme/v1/types_issuer.go}. Immutable.
 *
 * @param email the contact; empty for none
 * @param server the URL of the directory, or a name of {@link Directories}
 * @param preferredChain the common name of the issuer at the top of the chain wanted; empty for any
 * @param caBundle PEM of the only CAs that the server's certificate may come from; empty for the
 *     JVM's
 * @param skipTlsVerify whether the server's certificate is not checked at all
 * @param eab the external account binding; its key id is empty when there is none
 * @param privateKey where the account key is
 * @param solvers the solvers, in order
 * @param disableAccountKeyGeneration whether the account key must be there already
 * @param enableDurationFeature whether the order asks for the end of the lifetime
 * @param profile the profile (draft-ietf-acme-profiles); empty for the server's default
 * @param renewalInformation whether renewal information is asked for (RFC 9773)
 */
public record AcmeConfig(
    String email,
    String server,
    String preferredChain,
    String caBundle,
    boolean skipTlsVerify,
    ExternalAccount eab,
    SecretRef privateKey,
    List<Solver> solvers,
    boolean disableAccountKeyGeneration,
    boolean enableDurationFeature,
    String profile,
    boolean renewalInformation) {
  /** Copies the list. */
  public AcmeConfig {
    solvers = List.copyOf(solvers);
  }

  /**
   * An external account binding (RFC 8555, section 7.3.4). Immutable.
   *
   * @param keyId the key identifier that the CA gave; empty when there is no binding
   * @param key where the MAC key is, in base64url
   * @param algorithm HS256, HS384 or HS512
   */
  public record ExternalAccount(String keyId, SecretRef key, String algorithm) {}

  /** Reads {@code spec.acme}. */
  public static AcmeConfig of(Map<String, Object> spec) {
    Fields acme = new Fields(spec);
    Fields binding = acme.object("externalAccountBinding");
    String algorithm = binding.text("keyAlgorithm");
    return new AcmeConfig(
        acme.text("email"),
        Directories.url(acme.text("server")),
        acme.text("preferredChain"),
        acme.text("caBundle"),
        acme.flag("skipTLSVerify"),
        new ExternalAccount(
            binding.text("keyID"),
            SecretRef.of(binding.object("keySecretRef"), "secret"),
            algorithm.isEmpty() ? "HS256" : algorithm),
        SecretRef.of(acme.object("privateKeySecretRef"), "tls.key"),
        acme.objects("solvers").stream().map(Solver::of).toList(),
        acme.flag("disableAccountKeyGeneration"),
        acme.flag("enableDurationFeature"),
        acme.text("profile"),
        !acme.text("renewalInformationSource").equals("None"));
  }
}
