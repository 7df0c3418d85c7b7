package dev.perennial.core.lifecycle;

import static dev.perennial.core.lifecycle.Policy.passed;
import static dev.perennial.core.lifecycle.Policy.violated;

import dev.perennial.core.lifecycle.Policy.Violation;
import dev.perennial.model.Reasons;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.OutputFormat;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether to write the secret anew around the pair that it holds. Source: cert-manager {@code
 * NewSecretPostIssuancePolicyChain}; the last two are additions.
 */
final class PostIssuanceChain {
  /** cert-manager's policies, in order. */
  static final List<Policy> CERT_MANAGER =
      Stream.concat(
              MetadataPolicies.POLICIES.stream(),
              Stream.of(
                  new Policy(
                      "SecretAdditionalOutputFormatsMismatch",
                      PostIssuanceChain::outputFormatsMismatch),
                  new Policy(
                      "SecretAdditionalOutputFormatsManagedFieldsMismatch",
                      PostIssuanceChain::outputFormatsManagedMismatch),
                  new Policy(
                      "SecretOwnerReferenceMismatch", PostIssuanceChain::ownerReferenceMismatch),
                  new Policy(
                      "SecretOwnerReferenceManagedFieldMismatch",
                      PostIssuanceChain::ownerReferenceManagedMismatch),
                  new Policy(
                      "SecretKeystoreFormatMismatch", KeystorePolicy::keystoreFormatMismatch)))
          .toList();

  /** All policies, in order. */
  static final List<Policy> POLICIES =
      Stream.concat(
              CERT_MANAGER.stream(),
              Stream.of(
                  new Policy(
                      "SecretKeystoreSettingsMismatch", KeystorePolicy::keystoreSettingsMismatch),
                  new Policy(
                      "SecretPrivateKeyEncodingMismatch", PostIssuanceChain::encodingMismatch)))
          .toList();

  private PostIssuanceChain() {}

  /** Returns the findings, up to the first violation. */
  static List<Finding> check(View view) {
    return Policy.run(POLICIES, PolicyInput.of(view, Instant.EPOCH));
  }

  private static Optional<Violation> outputFormatsMismatch(PolicyInput input) {
    return input.secret().fittingFormats().containsAll(input.spec().additionalOutputFormats())
        ? passed()
        : violated(
            Reasons.ADDITIONAL_OUTPUT_FORMATS_MISMATCH,
            "Certificate's AdditionalOutputFormats doesn't match Secret Data");
  }

  /** All data keys of these formats are ours, so our own record need not list them. */
  private static Optional<Violation> outputFormatsManagedMismatch(PolicyInput input) {
    ManagedKeys managed = ManagedKeys.read(input.secret().meta());
    Set<String> ours = managed.ours() ? input.secret().filledKeys() : managed.data();
    Set<OutputFormat> written = EnumSet.noneOf(OutputFormat.class);
    if (ours.contains(SecretBundle.TLS_COMBINED_PEM)) {
      written.add(OutputFormat.COMBINED_PEM);
    }
    if (ours.contains(SecretBundle.KEY_DER)) {
      written.add(OutputFormat.DER);
    }
    return written.equals(Set.copyOf(input.spec().additionalOutputFormats()))
        ? passed()
        : violated(
            Reasons.ADDITIONAL_OUTPUT_FORMATS_MISMATCH,
            "Certificate's AdditionalOutputFormats doesn't match Secret ManagedFields");
  }

  private static Optional<Violation> ownerReferenceMismatch(PolicyInput input) {
    boolean right =
        !input.settings().ownSecrets()
            || input
                .secret()
                .meta()
                .ownerReferences()
                .contains(SecretMetadata.ownerReference(input.certificate()));
    return right
        ? passed()
        : violated(
            Reasons.SECRET_OWNER_REF_MISMATCH,
            "unexpected Secret Owner Reference value on Secret --enable-certificate-owner-ref=true");
  }

  /**
   * Where our own record is, the reference itself says enough, and the policy before looks at it.
   */
  private static Optional<Violation> ownerReferenceManagedMismatch(PolicyInput input) {
    ManagedKeys managed = ManagedKeys.read(input.secret().meta());
    boolean wanted = input.settings().ownSecrets();
    boolean ours = managed.owners().contains(input.certificate().meta().uid());
    return wanted == ours || wanted && managed.ours()
        ? passed()
        : violated(
            Reasons.SECRET_OWNER_REF_MISMATCH,
            "unexpected managed Secret Owner Reference field on Secret"
                + " --enable-certificate-owner-ref="
                + wanted);
  }

  /** Ed25519 keys have one encoding only. */
  private static Optional<Violation> encodingMismatch(PolicyInput input) {
    KeyEncoding found = input.secret().keyEncoding();
    KeyEncoding wanted = input.spec().privateKey().effectiveEncoding();
    if (found == null
        || found == wanted
        || input.secret().requireKey().algorithm() == KeyAlgorithm.ED25519) {
      return passed();
    }
    return violated(
        Reasons.SECRET_MISMATCH,
        "Existing private key is encoded as "
            + found.manifestName()
            + ", and spec.privateKey.encoding is "
            + wanted.manifestName());
  }
}
