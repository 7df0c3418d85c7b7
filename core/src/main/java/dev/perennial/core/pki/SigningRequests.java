package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.NameConstraints;
import dev.perennial.model.x509.SignatureAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads certification requests (CSR, RFC 2986). Source: cert-manager {@code
 * pkg/util/pki/csr.go}. Safe for use by several threads.
 */
public final class SigningRequests {
  /** The PEM label of a CSR (RFC 7468, section 7). */
  public static final String LABEL = "CERTIFICATE REQUEST";

  /** The largest CSR that is read, in bytes of PEM. */
  static final int MAX_BYTES = Pem.MAX_CHAIN_BYTES;

  private SigningRequests() {}

  /**
   * Returns the CSR that a spec asks for, in PEM.
   *
   * @param key the private key that signs it
   * @throws PkiException when the spec cannot be encoded or the key cannot sign as it asks
   */
  public static String generatePem(CertificateSpec spec, PrivateKey key, Crypto crypto) {
    return generatePem(spec, new KeyPair(PrivateKeys.publicKey(key), key), crypto);
  }

  /**
   * Returns the CSR that a spec asks for, in PEM.
   *
   * @param key the key that signs it, and its public half
   * @throws PkiException when the spec cannot be encoded or the key cannot sign as it asks
   */
  public static String generatePem(CertificateSpec spec, KeyPair key, Crypto crypto) {
    byte[] der = generate(CsrContent.of(spec), key, spec.signatureAlgorithm(), crypto);
    return new String(Pem.encode(LABEL, der), StandardCharsets.US_ASCII);
  }

  /**
   * Returns a CSR in DER.
   *
   * @param content what it asks for
   * @param key the private key that signs it
   * @param algorithm how it is signed; null means the algorithm that fits the key
   * @throws PkiException when the key cannot sign with the algorithm
   */
  public static byte[] generate(
      CsrContent content, PrivateKey key, @Nullable SignatureAlgorithm algorithm, Crypto crypto) {
    return generate(content, new KeyPair(PrivateKeys.publicKey(key), key), algorithm, crypto);
  }

  private static byte[] generate(
      CsrContent content, KeyPair key, @Nullable SignatureAlgorithm algorithm, Crypto crypto) {
    SignatureAlgorithm chosen = signatureAlgorithm(key.getPrivate(), algorithm);
    SubjectPublicKeyInfo publicKey = SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded());
    try {
      PKCS10CertificationRequestBuilder builder =
          new PKCS10CertificationRequestBuilder(
              X500Name.getInstance(content.subject().der()), publicKey);
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      for (ExtensionValue extension : content.extensions()) {
        extensions.addExtension(
            new ASN1ObjectIdentifier(extension.oid()), extension.critical(), extension.der());
      }
      if (!extensions.isEmpty()) {
        builder.addAttribute(
            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
      }
      return builder
          .build(
              new JcaContentSignerBuilder(chosen.jcaName())
                  .setProvider(crypto.provider())
                  .setSecureRandom(crypto.random())
                  .build(crypto.signingKey(key.getPrivate())))
          .getEncoded();
    } catch (OperatorCreationException | IOException e) {
      throw new PkiException(
          Reason.CRYPTO_FAILURE, "the CSR cannot be signed with " + chosen.jcaName(), e);
    }
  }

  /**
   * Returns the algorithm with which a key signs (cert-manager: {@code SignatureAlgorithm}).
   *
   * @param wanted the algorithm asked for; null means the one that fits the size of the key
   * @throws PkiException when the key is too small or does not fit the algorithm
   */
  public static SignatureAlgorithm signatureAlgorithm(
      PrivateKey key, @Nullable SignatureAlgorithm wanted) {
    KeySpec spec = PrivateKeys.specOf(key);
    if (wanted != null && wanted.keyAlgorithm() != spec.algorithm()) {
      throw new PkiException(
          Reason.MISMATCH,
          "spec.signatureAlgorithm: "
              + wanted.manifestName()
              + " does not fit a key of algorithm "
              + spec.algorithm().manifestName());
    }
    if (spec.algorithm() == KeyAlgorithm.RSA && spec.size() < 2048) {
      throw new PkiException(
          Reason.UNSUPPORTED, "an RSA key must have at least 2048 bits, not " + spec.size());
    }
    return wanted == null ? fitting(spec) : wanted;
  }

  private static SignatureAlgorithm fitting(KeySpec spec) {
    return switch (spec.algorithm()) {
      case RSA ->
          spec.size() < 3072
              ? SignatureAlgorithm.SHA256_WITH_RSA
              : spec.size() < 4096
                  ? SignatureAlgorithm.SHA384_WITH_RSA
                  : SignatureAlgorithm.SHA512_WITH_RSA;
      case ECDSA ->
          switch (spec.size()) {
            case 256 -> SignatureAlgorithm.ECDSA_WITH_SHA256;
            case 384 -> SignatureAlgorithm.ECDSA_WITH_SHA384;
            default -> SignatureAlgorithm.ECDSA_WITH_SHA512;
          };
      case ED25519 -> SignatureAlgorithm.PURE_ED25519;
    };
  }

  /**
   * Reads a CSR in PEM and checks that its own key signed it.
   *
   * @param pem the text, each byte as one character of ISO 8859-1
   * @throws PkiException when it is none, or its signature is wrong
   */
  public static CertificateSigningRequest parsePem(String pem) {
    return CertificateSigningRequest.decode(der(pem));
  }

  /** Reads a CSR in PEM without looking at its signature. */
  static CertificateSigningRequest readPem(String pem) {
    return CertificateSigningRequest.decodeUnchecked(der(pem));
  }

  private static byte[] der(String pem) {
    byte[] bytes = pem.getBytes(StandardCharsets.ISO_8859_1);
    PemBlock block =
        Pem.decodeFirst(bytes, MAX_BYTES)
            .orElseThrow(
                () ->
                    new PkiException(
                        Reason.NO_DATA, "spec.request: no PEM block; a CSR in PEM is needed"));
    return block.der();
  }

  /** Returns why no CSR can be made for a spec, or empty when one can. */
  public static Optional<String> problem(CertificateSpec spec) {
    try {
      CsrContent.of(spec);
      NameConstraints constraints = spec.nameConstraints();
      if (constraints != null) {
        NameConstraintsDer.encode(constraints);
      }
      boolean isRsa = spec.privateKey().effectiveAlgorithm() == KeyAlgorithm.RSA;
      if (isRsa && spec.privateKey().effectiveSize() < 2048) {
        return Optional.of("spec.privateKey.size: an RSA key must have at least 2048 bits");
      }
      SignatureAlgorithm wanted = spec.signatureAlgorithm();
      if (wanted != null && wanted.keyAlgorithm() != spec.privateKey().effectiveAlgorithm()) {
        return Optional.of(
            "spec.signatureAlgorithm: "
                + wanted.manifestName()
                + " does not fit the algorithm of spec.privateKey");
      }
      return Optional.empty();
    } catch (PkiException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
