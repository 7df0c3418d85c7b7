package dev.perennial.samples.benchmarks;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.x509.KeyAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.PKCSException;

/**
 * What issuing takes at the least, written by hand with the providers that Perennial uses: a new
 * key, a CSR that it signs, and a certificate that the CA signs. Nothing is stored, checked or
 * encoded beyond that.
 */
final class HandIssuer {
  private final Provider provider = new BouncyCastleProvider();
  private final KeyAlgorithm algorithm;
  private final SecureRandom random;
  private final PrivateKey caKey;
  private final X500Name caName;

  HandIssuer(KeyAlgorithm algorithm, SecretBundle ca, SecureRandom random)
      throws GeneralSecurityException {
    this.algorithm = algorithm;
    this.random = random;
    PrivateKey key = PrivateKeys.decode(ca.value(SecretBundle.TLS_KEY).orElseThrow().revealBytes());
    this.caKey =
        (PrivateKey)
            KeyFactory.getInstance(algorithm == KeyAlgorithm.RSA ? "RSA" : "EC", provider)
                .translateKey(key);
    X509Certificate certificate =
        Certificates.decodeFirst(ca.value(SecretBundle.TLS_CRT).orElseThrow().revealBytes());
    this.caName = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  /** Returns a certificate in DER, its CSR taken as it is. */
  byte[] issue(String dnsName) throws GeneralSecurityException, IOException {
    try {
      return sign(request(dnsName, keyPair())).getEncoded();
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  /** Returns a certificate in DER, after the CSR's own signature was checked, as a CA must. */
  byte[] issueChecked(String dnsName) throws GeneralSecurityException, IOException {
    try {
      PKCS10CertificationRequest request = request(dnsName, keyPair());
      boolean own =
          request.isSignatureValid(
              new JcaContentVerifierProviderBuilder()
                  .setProvider(provider)
                  .build(request.getSubjectPublicKeyInfo()));
      if (!own) {
        throw new GeneralSecurityException("the CSR was not signed with its own key");
      }
      return sign(request).getEncoded();
    } catch (OperatorCreationException | PKCSException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private KeyPair keyPair() throws GeneralSecurityException {
    boolean rsa = algorithm == KeyAlgorithm.RSA;
    KeyPairGenerator generator =
        rsa
            ? KeyPairGenerator.getInstance("RSA", "SunRsaSign")
            : KeyPairGenerator.getInstance("EC", provider);
    if (rsa) {
      generator.initialize(2048, random);
    } else {
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    }
    return generator.generateKeyPair();
  }

  private PKCS10CertificationRequest request(String dnsName, KeyPair pair)
      throws IOException, OperatorCreationException {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(
        Extension.subjectAlternativeName,
        true,
        new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
    extensions.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
    return new PKCS10CertificationRequestBuilder(
            new X500Name(""), SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
        .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
        .build(
            new JcaContentSignerBuilder(signature())
                .setProvider(provider)
                .setSecureRandom(random)
                .build(pair.getPrivate()));
  }

  private X509CertificateHolder sign(PKCS10CertificationRequest request)
      throws IOException, OperatorCreationException {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            caName,
            new BigInteger(159, random),
            Date.from(now),
            Date.from(now.plus(Duration.ofDays(90))),
            request.getSubject(),
            request.getSubjectPublicKeyInfo());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    Extensions requested = request.getRequestedExtensions();
    for (var oid : requested.getExtensionOIDs()) {
      builder.addExtension(requested.getExtension(oid));
    }
    return builder.build(
        new JcaContentSignerBuilder(signature())
            .setProvider(provider)
            .setSecureRandom(random)
            .build(caKey));
  }

  private String signature() {
    return algorithm == KeyAlgorithm.RSA ? "SHA256withRSA" : "SHA256withECDSA";
  }
}
