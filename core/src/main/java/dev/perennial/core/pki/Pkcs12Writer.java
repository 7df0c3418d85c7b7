package dev.perennial.core.pki;

import dev.perennial.core.pki.Pkcs12Crypto.Kdf;
import dev.perennial.core.pki.PkiException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** Writes one PKCS#12 store (RFC 7292) by one profile and password. */
final class Pkcs12Writer {
  /** Marks a certificate as trusted for any purpose, for Java's key stores. */
  static final ASN1ObjectIdentifier TRUSTED =
      new ASN1ObjectIdentifier("2.16.840.1.113894.746875.1.1");

  private static final ASN1ObjectIdentifier ANY_USAGE = new ASN1ObjectIdentifier("2.5.29.37.0");

  private final Pkcs12Scheme scheme;
  private final char[] password;
  private final SecureRandom random;

  Pkcs12Writer(Pkcs12Scheme scheme, char[] password, SecureRandom random) {
    this.scheme = scheme;
    this.password = password;
    this.random = random;
  }

  /** Returns a store with the certificates first, encrypted, then the encrypted key. */
  byte[] keystore(KeystoreContent content) {
    ASN1Encodable keyId =
        attribute(
            PKCSObjectIdentifiers.pkcs_9_at_localKeyId,
            new DEROctetString(sha1(Certificates.der(content.chain().get(0)))));
    ASN1EncodableVector bags = new ASN1EncodableVector();
    bags.add(certificateBag(content.chain().get(0), keyId));
    content.chain().stream().skip(1).forEach(other -> bags.add(certificateBag(other)));
    content.cas().forEach(ca -> bags.add(certificateBag(ca)));
    Encrypted key = new Encrypted(scheme.key(), KeyWriter.pkcs8(content.key()));
    ASN1Encodable shrouded = sequence(key.algorithm, new DEROctetString(key.secret));
    ASN1Encodable keyBag =
        bag(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag, shrouded, new DERSet(keyId));
    return store(
        new DERSequence(
            new ASN1Encodable[] {
              encryptedContent(new DERSequence(bags)), data(encode(new DERSequence(keyBag)))
            }));
  }

  /** Returns a store of trusted certificates under {@code ca}, {@code ca-1} and so on. */
  byte[] truststore(List<X509Certificate> cas) {
    List<String> aliases = JksFormat.caAliases(cas.size(), null);
    ASN1EncodableVector bags = new ASN1EncodableVector();
    for (int i = 0; i < cas.size(); i++) {
      bags.add(
          certificateBag(
              cas.get(i),
              attribute(TRUSTED, ANY_USAGE),
              attribute(
                  PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERBMPString(aliases.get(i)))));
    }
    return store(new DERSequence(encryptedContent(new DERSequence(bags))));
  }

  private byte[] store(DERSequence safes) {
    byte[] content = encode(safes);
    return encode(sequence(new ASN1Integer(3), data(content), mac(content)));
  }

  private DERSequence mac(byte[] content) {
    byte[] salt = bytes(scheme.saltLength());
    int iterations = scheme.macIterations();
    if (scheme.mac().equals(Pkcs12Scheme.PBMAC1)) {
      byte[] mac = Pkcs12Crypto.pbmac1(content, kdf(sha256(), salt, iterations), sha256(), 256);
      ASN1Encodable parameters = sequence(pbkdf2(salt, new ASN1Integer(32)), hmacSha256());
      ASN1Encodable algorithm = sequence(new ASN1ObjectIdentifier(scheme.mac()), parameters);
      byte[] unused = "NOT USED".getBytes(StandardCharsets.US_ASCII);
      return sequence(sequence(algorithm, new DEROctetString(mac)), new DEROctetString(unused));
    }
    Digest digest = scheme.mac().equals(Pkcs12Scheme.SHA1) ? Pkcs12Crypto.sha1() : sha256();
    byte[] mac = Pkcs12Crypto.oldMac(content, kdf(digest, salt, iterations));
    ASN1Encodable algorithm = sequence(new ASN1ObjectIdentifier(scheme.mac()), DERNull.INSTANCE);
    ASN1Encodable digestInfo = sequence(algorithm, new DEROctetString(mac));
    return iterations == 1
        ? sequence(digestInfo, new DEROctetString(salt))
        : sequence(digestInfo, new DEROctetString(salt), new ASN1Integer(iterations));
  }

  private DERSequence encryptedContent(DERSequence bags) {
    Encrypted encrypted = new Encrypted(scheme.certificates(), encode(bags));
    ASN1Encodable content =
        sequence(
            PKCSObjectIdentifiers.data,
            encrypted.algorithm,
            new DERTaggedObject(false, 0, new DEROctetString(encrypted.secret)));
    return sequence(
        PKCSObjectIdentifiers.encryptedData,
        new DERTaggedObject(0, sequence(new ASN1Integer(0), content)));
  }

  private static DERSequence data(byte[] content) {
    return sequence(
        PKCSObjectIdentifiers.data, new DERTaggedObject(0, new DEROctetString(content)));
  }

  /** Algorithm and cipher text, to be put together by the caller. */
  private final class Encrypted {
    private final DERSequence algorithm;
    private final byte[] secret;

    Encrypted(String oid, byte[] plain) {
      byte[] salt = bytes(scheme.saltLength());
      int iterations = Pkcs12Scheme.ENCRYPTION_ITERATIONS;
      ASN1Encodable parameters;
      if (oid.equals(Pkcs12Scheme.PBES2)) {
        byte[] iv = bytes(16);
        ASN1Encodable cipher =
            sequence(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv));
        parameters = sequence(pbkdf2(salt), cipher);
        secret = Pkcs12Crypto.aes(true, plain, kdf(sha256(), salt, iterations), 256, iv);
      } else {
        Kdf kdf = kdf(Pkcs12Crypto.sha1(), salt, iterations);
        parameters = sequence(new DEROctetString(salt), new ASN1Integer(iterations));
        secret =
            oid.equals(Pkcs12Scheme.RC2)
                ? Pkcs12Crypto.rc2(true, plain, kdf, 40)
                : Pkcs12Crypto.tripleDes(true, plain, kdf);
      }
      algorithm = sequence(new ASN1ObjectIdentifier(oid), parameters);
    }
  }

  /** Every derivation but the old MAC has 2048 rounds. */
  private static DERSequence pbkdf2(byte[] salt, ASN1Encodable... keyLength) {
    ASN1EncodableVector parameters = new ASN1EncodableVector();
    parameters.add(new DEROctetString(salt));
    parameters.add(new ASN1Integer(Pkcs12Scheme.ENCRYPTION_ITERATIONS));
    parameters.addAll(keyLength);
    parameters.add(hmacSha256());
    return sequence(PKCSObjectIdentifiers.id_PBKDF2, new DERSequence(parameters));
  }

  private Kdf kdf(Digest digest, byte[] salt, int iterations) {
    return new Kdf(digest, password, salt, iterations);
  }

  private static Digest sha256() {
    return SHA256Digest.newInstance();
  }

  private static DERSequence hmacSha256() {
    return sequence(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
  }

  private static DERSequence certificateBag(
      X509Certificate certificate, ASN1Encodable... attributes) {
    ASN1Encodable value =
        sequence(
            PKCSObjectIdentifiers.x509Certificate,
            new DERTaggedObject(0, new DEROctetString(Certificates.der(certificate))));
    return attributes.length == 0
        ? sequence(PKCSObjectIdentifiers.certBag, new DERTaggedObject(0, value))
        : bag(PKCSObjectIdentifiers.certBag, value, new DERSet(attributes));
  }

  private static DERSequence bag(
      ASN1ObjectIdentifier kind, ASN1Encodable value, DERSet attributes) {
    return sequence(kind, new DERTaggedObject(0, value), attributes);
  }

  private static DERSequence attribute(ASN1ObjectIdentifier kind, ASN1Encodable value) {
    return sequence(kind, new DERSet(value));
  }

  private static DERSequence sequence(ASN1Encodable... elements) {
    return new DERSequence(elements);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] encode(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded("DER");
    } catch (IOException e) {
      throw new PkiException(Reason.CRYPTO_FAILURE, "PKCS#12: cannot be encoded", e);
    }
  }

  private static byte[] sha1(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }
}
