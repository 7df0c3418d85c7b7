package dev.perennial.core.validation;

import dev.perennial.model.CertificateSpec;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.JksKeystore;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.RenewalPolicy;
import dev.perennial.model.RenewalSpec;
import dev.perennial.model.RenewalWindow;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.SecretTemplate;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyUsage;
import dev.perennial.model.x509.NameConstraintItem;
import dev.perennial.model.x509.NameConstraints;
import dev.perennial.model.x509.OtherName;
import dev.perennial.model.x509.OutputFormat;
import dev.perennial.model.x509.SignatureAlgorithm;
import dev.perennial.model.x509.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Specs of certificates, sound ones and broken ones in every mixture. */
final class Specs {
  private Specs() {}

  /** Returns specs whose every part may be broken. */
  static Arbitrary<CertificateSpec> any() {
    return specs(1);
  }

  /** Returns specs that are mostly sound. */
  static Arbitrary<CertificateSpec> mostlySound() {
    return specs(60);
  }

  private static Arbitrary<CertificateSpec> specs(int sound) {
    Arbitrary<SignatureAlgorithm> signatures = Arbitraries.of(SignatureAlgorithm.class);
    Builders.BuilderCombinator<CertificateSpec.Builder> spec =
        Builders.withBuilder(CertificateSpec::builder);
    return spec.use(texts(sound, "tls", "web-tls.a"))
        .in(CertificateSpec.Builder::secretName)
        .use(texts(sound, "", "web", "é", "a,b=c"))
        .in(CertificateSpec.Builder::commonName)
        .use(subjects(sound).injectNull(0.5))
        .in((b, s) -> s == null ? b : b.subject(s))
        .use(lists(texts(sound, "a", "*.b.example", "bücher.example", "a_b", "10.0.0.1", "xn--a")))
        .in(CertificateSpec.Builder::dnsNames)
        .use(lists(texts(sound, "10.0.0.1", "::1", "::ffff:1.2.3.4")))
        .in(CertificateSpec.Builder::ipAddresses)
        .use(lists(texts(sound, "spiffe://a/b", "foo.bar", "urn:a:b", "https://[::1]:1/%20?#")))
        .in(CertificateSpec.Builder::uris)
        .use(lists(texts(sound, "a@b", "a.b+c@d.e", "a@[1.2.3.4]")))
        .in(CertificateSpec.Builder::emailAddresses)
        .use(lists(otherNames(sound)))
        .in(CertificateSpec.Builder::otherNames)
        .use(literals(sound))
        .in((b, l) -> l.isEmpty() ? b : b.literalSubject(l).commonName("").subject(Subject.EMPTY))
        .use(Arbitraries.of(KeyUsage.class).list().ofMaxSize(3))
        .in(CertificateSpec.Builder::usages)
        .use(keys(sound))
        .in(CertificateSpec.Builder::privateKey)
        .use(signatures.injectNull(0.9))
        .in(CertificateSpec.Builder::signatureAlgorithm)
        .use(constraints(sound).injectNull(0.7))
        .in((b, c) -> b.nameConstraints(c).isCa(c != null))
        .use(others(sound))
        .in((b, other) -> other.addTo(b))
        .build(b -> b.issuerRef(IssuerRef.issuer("ca")).build());
  }

  /** What does not end up in the CSR. */
  private record Others(
      Duration duration, Integer percentage, Integer limit, List<OutputFormat> formats, int kind) {
    CertificateSpec.Builder addTo(CertificateSpec.Builder b) {
      b.duration(duration).additionalOutputFormats(formats);
      return switch (kind) {
        case 0 -> b.renewBeforePercentage(percentage).revisionHistoryLimit(limit);
        case 1 -> b.renewBefore(duration == null ? null : duration.minusSeconds(percentage));
        case 2 ->
            b.renewal(
                new RenewalSpec(
                    percentage < 50 ? null : RenewalPolicy.RENEW_BEFORE,
                    List.of(new RenewalWindow("0 0 * * *", Duration.ofHours(limit), "UTC"))));
        case 3 ->
            b.keystores(
                new KeystoresSpec(
                    new JksKeystore(true, "", SecretBytes.copyOf(new byte[limit + 1]), null),
                    null));
        default -> b.secretTemplate(new SecretTemplate(Map.of("a", "-" + kind), Map.of()));
      };
    }
  }

  private static Arbitrary<Others> others(int sound) {
    Arbitrary<Duration> durations =
        Arbitraries.frequencyOf(
            Tuple.of(sound, Arbitraries.of(Duration.ofHours(1), Duration.ofDays(90))),
            Tuple.of(
                1,
                Arbitraries.longs()
                    .map(Duration::ofSeconds)
                    .filter(d -> Math.abs(d.getSeconds() >> 1) < 1L << 60)));
    Arbitrary<Integer> kinds =
        Arbitraries.frequency(
            Tuple.of(sound, 0), Tuple.of(1, 1), Tuple.of(1, 2), Tuple.of(1, 3), Tuple.of(1, 4));
    return Combinators.combine(
            durations.injectNull(0.5),
            Arbitraries.integers().between(sound > 1 ? 10 : -5, sound > 1 ? 90 : 105),
            Arbitraries.integers().between(sound > 1 ? 1 : -1, 3),
            Arbitraries.of(OutputFormat.class).list().ofMaxSize(sound > 1 ? 1 : 3),
            kinds)
        .as(Others::new);
  }

  private static Arbitrary<PrivateKeySpec> keys(int sound) {
    Arbitrary<Integer> sizes =
        sound > 1 ? Arbitraries.of(0) : Arbitraries.of(0, -1, 256, 521, 1024, 2048, 8193);
    return Combinators.combine(Arbitraries.of(KeyAlgorithm.class).injectNull(0.3), sizes)
        .as((algorithm, size) -> new PrivateKeySpec(algorithm, size, null, null));
  }

  private static Arbitrary<NameConstraints> constraints(int sound) {
    Arbitrary<NameConstraintItem> items =
        Combinators.combine(
                lists(texts(sound, "example.com", "")),
                lists(texts(sound, "10.0.0.0/8", "::/0")),
                lists(texts(sound, "a@b")),
                lists(texts(sound, ".b")))
            .as(NameConstraintItem::new);
    return Combinators.combine(items.injectNull(0.2), items.injectNull(0.2))
        .as((permitted, excluded) -> new NameConstraints(false, permitted, excluded));
  }

  private static Arbitrary<Subject> subjects(int sound) {
    Arbitrary<List<String>> values = lists(texts(sound, "", "Acme", "Zürich", "#0c0161"));
    return Combinators.combine(
            values, values, values, values, values, values, values, texts(sound, "", "42"))
        .as(Subject::new);
  }

  private static Arbitrary<OtherName> otherNames(int sound) {
    return Combinators.combine(texts(sound, "1.2.3", "2.999", "0.0"), texts(sound, "a", "é"))
        .as(OtherName::new);
  }

  private static Arbitrary<String> literals(int sound) {
    return texts(
        sound, "", "", "CN=web", "O=Acme+OU=b,CN=é", "CN=#0c0161,1.2.3=#1e020041", "CN=a\\,b, O=");
  }

  private static <T> Arbitrary<List<T>> lists(Arbitrary<T> elements) {
    return elements.list().ofMaxSize(2);
  }

  /** Returns sound texts, and among them any text and near misses. */
  private static Arbitrary<String> texts(int weight, String... sound) {
    return Arbitraries.frequencyOf(
        Tuple.of(weight, Arbitraries.of(sound)),
        Tuple.of(
            1,
            Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(70),
                Arbitraries.strings()
                    .withChars("ab.*-_:/@%[]=,+#\\\" 0129éü\uD800")
                    .ofMaxLength(12),
                Arbitraries.strings().withCharRange('!', '~').ofMaxLength(20))));
  }
}
