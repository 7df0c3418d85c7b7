package dev.perennial.core.manifest;

import dev.perennial.model.CertificateSpec;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.JksKeystore;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.Pkcs12Keystore;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.RenewalPolicy;
import dev.perennial.model.RenewalSpec;
import dev.perennial.model.RenewalWindow;
import dev.perennial.model.RotationPolicy;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.SecretKeySelector;
import dev.perennial.model.SecretTemplate;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.KeyUsage;
import dev.perennial.model.x509.NameConstraintItem;
import dev.perennial.model.x509.NameConstraints;
import dev.perennial.model.x509.OtherName;
import dev.perennial.model.x509.OutputFormat;
import dev.perennial.model.x509.Pkcs12Profile;
import dev.perennial.model.x509.SignatureAlgorithm;
import dev.perennial.model.x509.Subject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws the specs of certificates and issuers. */
final class RandomSpecs extends RandomValues {
  RandomSpecs(Random random) {
    super(random);
  }

  CertificateSpec certificate() {
    return CertificateSpec.builder()
        .subject(coin() ? Subject.EMPTY : subject())
        .literalSubject(text())
        .commonName(text())
        .duration(maybe(this::duration))
        .renewBefore(maybe(this::duration))
        .renewBeforePercentage(maybe(random::nextInt))
        .renewal(maybe(this::renewal))
        .dnsNames(texts())
        .ipAddresses(texts())
        .uris(texts())
        .emailAddresses(texts())
        .otherNames(list(() -> new OtherName(text(), text())))
        .secretName(text())
        .secretTemplate(maybe(() -> new SecretTemplate(textMap(), textMap())))
        .keystores(maybe(this::keystores))
        .issuerRef(new IssuerRef(text(), text(), text()))
        .isCa(coin())
        .usages(list(() -> oneOf(KeyUsage.class)))
        .privateKey(coin() ? PrivateKeySpec.DEFAULT : key())
        .signatureAlgorithm(maybe(() -> oneOf(SignatureAlgorithm.class)))
        .encodeUsagesInRequest(maybe(this::coin))
        .revisionHistoryLimit(maybe(random::nextInt))
        .additionalOutputFormats(list(() -> oneOf(OutputFormat.class)))
        .nameConstraints(
            maybe(() -> new NameConstraints(coin(), maybe(this::item), maybe(this::item))))
        .build();
  }

  private Subject subject() {
    return new Subject(texts(), texts(), texts(), texts(), texts(), texts(), texts(), text());
  }

  private PrivateKeySpec key() {
    return new PrivateKeySpec(
        maybe(() -> oneOf(KeyAlgorithm.class)),
        random.nextInt(),
        maybe(() -> oneOf(KeyEncoding.class)),
        maybe(() -> oneOf(RotationPolicy.class)));
  }

  private RenewalSpec renewal() {
    return new RenewalSpec(
        maybe(() -> oneOf(RenewalPolicy.class)),
        list(
            () ->
                new RenewalWindow(
                    "c" + text(),
                    Duration.ofSeconds(random.nextInt(1_000_000)),
                    coin() ? "" : "z" + text())));
  }

  private KeystoresSpec keystores() {
    return new KeystoresSpec(
        maybe(() -> new JksKeystore(coin(), text(), password(), maybe(this::selector))),
        maybe(
            () ->
                new Pkcs12Keystore(
                    coin(),
                    maybe(() -> oneOf(Pkcs12Profile.class)),
                    password(),
                    maybe(this::selector))));
  }

  private SecretBytes password() {
    return maybe(() -> SecretBytes.ofUtf8(text()));
  }

  private SecretKeySelector selector() {
    return new SecretKeySelector("n" + text(), text());
  }

  private NameConstraintItem item() {
    return new NameConstraintItem(texts(), texts(), texts(), texts());
  }

  /** Draws the spec of an issuer of cert-manager, of any type, or of several (which is wrong). */
  Map<String, Object> issuer() {
    Map<String, Object> secret = Map.of("name", text(), "key", text());
    Map<String, Object> spec = new LinkedHashMap<>();
    if (coin()) {
      spec.put("ca", Map.of("secretName", text(), "ocspServers", texts()));
    }
    if (coin()) {
      spec.put("selfSigned", coin() ? Map.of() : Map.of("crlDistributionPoints", texts()));
    }
    if (coin()) {
      Map<String, Object> auth = Map.of("tokenSecretRef", secret);
      spec.put("vault", Map.of("server", text(), "path", text(), "auth", auth));
    }
    if (coin()) {
      spec.put("venafi", Map.of("zone", text(), "cloud", Map.of("apiTokenSecretRef", secret)));
    }
    if (coin()) {
      Map<String, Object> webhook =
          Map.of("groupName", text(), "solverName", text(), "config", tree(0));
      List<Object> solvers =
          List.of(
              Map.of("dns01", Map.of("webhook", webhook)),
              Map.of("selector", Map.of("matchLabels", textMap(), "dnsZones", texts())));
      spec.put("acme", Map.of("server", text(), "privateKeySecretRef", secret, "solvers", solvers));
    }
    return spec;
  }
}
