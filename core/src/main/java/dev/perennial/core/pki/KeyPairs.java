package dev.perennial.core.pki;

import dev.perennial.model.x509.KeyEncoding;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1BitString;
import org.jspecify.annotations.Nullable;

/**
 * Makes, reads and writes private keys as {@link PrivateKeys} does, and remembers the public halves
 * that it computed: computing one on an elliptic curve costs as much as a signature, and an
 * issuance reads the same key several times. A public half that stands in a key file is still never
 * believed.
 *
 * <p>Holds private numbers for as long as it lives: make one for a piece of work and let it go. Not
 * safe for use by several threads; one thread at a time.
 */
public final class KeyPairs {
  private record Scalar(int bits, BigInteger d) {
    @Override
    public String toString() {
      return "Scalar[" + bits + " bits]";
    }
  }

  private final Map<Scalar, ASN1BitString> points = new HashMap<>();

  /** Returns one that remembers nothing yet. */
  public KeyPairs() {}

  /**
   * Makes a new key.
   *
   * @throws PkiException as {@link PrivateKeys#generate} does
   */
  public KeyPair generate(KeySpec spec, Crypto crypto) {
    return KeyFactories.pair(KeyGeneration.info(spec, crypto, this));
  }

  /**
   * Reads the first block of a PEM text as a private key.
   *
   * @throws PkiException as {@link PrivateKeys#decode} does
   */
  public KeyPair decode(byte[] pem) {
    return KeyFactories.pair(KeyReader.info(pem, this));
  }

  /**
   * Writes a private key as PEM text.
   *
   * @throws PkiException as {@link PrivateKeys#encode} does
   */
  public byte[] encode(PrivateKey key, KeyEncoding encoding) {
    return KeyWriter.pem(KeyWriter.normal(key, this), encoding);
  }

  /** Returns the point of a number on a curve when it is remembered. */
  @Nullable ASN1BitString point(int bits, BigInteger d) {
    return points.get(new Scalar(bits, d));
  }

  /** Remembers the point of a number on a curve, computed here or by the generator of the key. */
  void remember(int bits, BigInteger d, ASN1BitString point) {
    points.put(new Scalar(bits, d), point);
  }
}
