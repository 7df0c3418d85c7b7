package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.fail;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.Pkcs12Profile;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;

/** Whatever comes in, a parser answers or throws its one exception, and soon. */
class HostileInputProperties {
  private static final char[] PASSWORD = "secret".toCharArray();
  private static final Keystores KEYSTORES = Keystores.using(TestPki.CRYPTO);
  private static final TestPki.Entity OWN = TestPki.root("CN=own");
  private static final KeystoreContent CONTENT =
      KeystoreContent.of(OWN.key(), List.of(OWN.certificate()), List.of(OWN.certificate()));

  /** Things to read, each with what reads it. */
  enum Target {
    CERTIFICATE(Certificates.der(OWN.certificate())) {
      @Override
      void read(byte[] input) {
        Certificates.isSelfSigned(Certificates.decode(input));
      }
    },
    PKCS8(PrivateKeys.encodePkcs8(OWN.key())) {
      @Override
      void read(byte[] input) {
        PrivateKeys.decode(Pem.encode("PRIVATE KEY", input));
      }
    },
    RSA(PrivateKeys.encodePkcs8(TestPki.key(KeySpec.of(KeyAlgorithm.RSA)))) {
      @Override
      void read(byte[] input) {
        PrivateKeys.decode(Pem.encode("PRIVATE KEY", input));
      }
    },
    PUBLIC_KEY(PrivateKeys.publicKey(OWN.key()).getEncoded()) {
      @Override
      void read(byte[] input) {
        PublicKeys.specOf(PublicKeys.decode(input));
      }
    },
    JKS(KEYSTORES.jks(CONTENT, "own", PASSWORD, TestPki.NOW)) {
      @Override
      void read(byte[] input) {
        byte[] signed = Arrays.copyOf(input, input.length + 20);
        System.arraycopy(
            JksFormat.digest(input, input.length, PASSWORD), 0, signed, input.length, 20);
        Keystores.readJks(signed, PASSWORD);
      }
    },
    PKCS12(KEYSTORES.pkcs12(CONTENT, Pkcs12Profile.MODERN_2023, PASSWORD)) {
      @Override
      void read(byte[] input) {
        Keystores.readPkcs12(input, PASSWORD);
      }
    };

    private final byte[] good;

    Target(byte[] good) {
      this.good = good;
    }

    abstract void read(byte[] input);
  }

  @Property(tries = 3000)
  void damagedInputEndsInOneException(@ForAll Target target, @ForAll Random random) {
    byte[] input = damage(target.good.clone(), random);
    try {
      target.read(input);
    } catch (PkiException refused) {
      // the only exception there may be
    }
  }

  @Property(tries = 1000)
  void anyBytesEndInOneException(@ForAll Target target, @ForAll("bytes") byte[] input) {
    assertThrows(PkiException.class, () -> target.read(input));
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<Byte> interesting = Arbitraries.of(bytesOf(0x30, 0x80, 0x84, 0xff, 2, 3, 4, 6, 0xa0));
    return Arbitraries.oneOf(Arbitraries.bytes(), interesting).array(byte[].class).ofMaxSize(200);
  }

  @Property(tries = 200)
  void everyTruncationIsRefused(@ForAll Target target, @ForAll Random random) {
    byte[] cut = Arrays.copyOf(target.good, random.nextInt(target.good.length));
    assertThrows(PkiException.class, () -> target.read(cut));
  }

  @Example
  void deepNestingNeedsNoStack() {
    int depth = 1_000_000;
    byte[] nested = new byte[2 * depth];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80;
    }
    for (Target target : Target.values()) {
      assertThrows(PkiException.class, () -> target.read(nested), target.name());
    }
    byte[] definite = {4, 0};
    for (int i = 0; i < 5000; i++) {
      definite = sequence(definite);
    }
    byte[] deep = definite;
    for (Target target : Target.values()) {
      assertThrows(PkiException.class, () -> target.read(deep), target.name());
    }
  }

  @Example
  void hugeLengthsAllocateNothing() {
    byte[] huge = bytesArray(0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0x02, 0x01, 0x00);
    byte[] larger = bytesArray(0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x02, 0x01, 0x00);
    for (Target target : Target.values()) {
      assertThrows(PkiException.class, () -> target.read(huge), target.name());
      assertThrows(PkiException.class, () -> target.read(larger), target.name());
    }
  }

  /** As many bits as the limit on keys lets through: cubic work would take minutes. */
  @Example
  void anRsaKeyOfHugeNumbersEndsSoon() {
    BigInteger huge = BigInteger.ONE.shiftLeft(13_000).subtract(BigInteger.valueOf(3));
    BigInteger modulus = huge.multiply(huge);
    ASN1Integer[] numbers = {
      new ASN1Integer(0),
      new ASN1Integer(modulus),
      new ASN1Integer(3),
      new ASN1Integer(huge),
      new ASN1Integer(huge),
      new ASN1Integer(huge),
      new ASN1Integer(huge),
      new ASN1Integer(huge),
      new ASN1Integer(huge)
    };
    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          byte[] der = new DERSequence(numbers).getEncoded();
          byte[] pem =
              Pem.encode("RSA PRIVATE KEY", Arrays.copyOf(der, Math.min(der.length, 9_500)));
          assertThrows(PkiException.class, () -> PrivateKeys.decode(pem));
        });
  }

  @Example
  void tenMegabytesAreRefusedBeforeTheyAreRead() {
    byte[] large = new byte[10_000_000];
    Arrays.fill(large, (byte) '-');
    List<Runnable> readers =
        List.of(
            () -> PrivateKeys.decode(large),
            () -> CertificateChain.parse(large),
            () -> CertificateChain.parseVerbatim(large),
            () -> Certificates.decodeBundle(large),
            () -> Keystores.readJks(large, PASSWORD),
            () -> Keystores.readPkcs12(large, PASSWORD));
    for (Runnable reader : readers) {
      PkiException refused = assertThrows(PkiException.class, reader::run);
      assertEquals(Reason.TOO_LARGE, refused.reason());
    }
  }

  private static byte[] damage(byte[] input, Random random) {
    byte[] bytes = input;
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0:
          bytes[at] ^= (byte) (1 << random.nextInt(8));
          break;
        case 1:
          bytes[at] = (byte) random.nextInt();
          break;
        case 2:
          bytes = Arrays.copyOf(bytes, Math.max(1, at));
          break;
        case 3:
          bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20));
          break;
        default:
          fail();
      }
    }
    return bytes;
  }

  private static byte[] sequence(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x30);
    if (content.length < 128) {
      out.write(content.length);
    } else {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      byte[] shortest = length[0] == 0 ? Arrays.copyOfRange(length, 1, length.length) : length;
      out.write(0x80 | shortest.length);
      out.writeBytes(shortest);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] bytesArray(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static List<Byte> bytesOf(int... values) {
    return Arrays.stream(values).mapToObj(value -> (byte) value).toList();
  }
}
