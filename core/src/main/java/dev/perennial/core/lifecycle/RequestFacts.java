package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.CsrFacts;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.SpecMatch;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a decision may know of a certificate request. Immutable.
 *
 * @param request the request
 * @param revision the revision that it is for; null when its annotation is missing or no number
 * @param csr what its CSR asks for; null when the CSR does not decode
 * @param csrProblem why the CSR does not decode; empty when it does
 * @param leaf the leaf that the issuer gave; null when there is none that decodes, or its CA does
 *     not
 */
public record RequestFacts(
    CertificateRequest request,
    @Nullable Integer revision,
    @Nullable CsrFacts csr,
    String csrProblem,
    @Nullable LeafFacts leaf) {
  /** Java also reads the digits of other scripts as numbers. */
  private static final int ASCII_END = 128;

  /** Reads a request. Never throws, whatever the request holds. */
  public static RequestFacts read(CertificateRequest request) {
    CsrFacts csr = null;
    String problem = "";
    try {
      csr = CsrFacts.read(request.spec().request());
    } catch (PkiException e) {
      problem = Objects.requireNonNullElse(e.getMessage(), "it does not decode");
    }
    return new RequestFacts(request, revisionOf(request), csr, problem, leafOf(request.status()));
  }

  /**
   * Reads a later version of the same request. What {@link #read} gives for it, but a CSR and a
   * leaf that did not change are not parsed again.
   */
  public RequestFacts reread(CertificateRequest later) {
    if (!later.spec().request().equals(spec().request())) {
      return read(later);
    }
    boolean same =
        later.status().certificate().equals(status().certificate())
            && later.status().ca().equals(status().ca());
    return new RequestFacts(
        later, revisionOf(later), csr, csrProblem, same ? leaf : leafOf(later.status()));
  }

  /**
   * Returns the facts of a request as it is right after it was made, with a CSR that the caller
   * knows without reading it.
   */
  static RequestFacts simulated(
      Certificate certificate, Action.CreateRequest action, CsrFacts csr) {
    String revision = String.valueOf(action.revision());
    ObjectMeta meta =
        ObjectMeta.builder()
            .name(action.requestName())
            .namespace(certificate.meta().namespace())
            .annotations(Map.of(Annotations.CERTIFICATE_REVISION, revision))
            .build();
    CertificateSpec wanted = certificate.spec();
    CertificateRequestSpec spec =
        CertificateRequestSpec.builder()
            .duration(wanted.duration())
            .issuerRef(action.issuer())
            .isCa(wanted.isCa())
            .usages(wanted.usages())
            .build();
    CertificateRequest request = CertificateRequest.builder().meta(meta).spec(spec).build();
    return new RequestFacts(request, action.revision(), csr, "", null);
  }

  /** Returns these facts with another status, and the leaf in it. */
  RequestFacts withStatus(CertificateRequestStatus status, @Nullable LeafFacts issued) {
    CertificateRequest changed = request.toBuilder().status(status).build();
    return new RequestFacts(changed, revision, csr, csrProblem, issued);
  }

  /**
   * Returns when the signing of a request began, in whole seconds: now, unless it began before. A
   * beginning in the future was recorded by a clock that has jumped back since.
   */
  public static Instant signingBegan(CertificateRequestStatus status, Instant now) {
    Instant began = status.signingTime();
    return began == null || began.isAfter(now) ? now.truncatedTo(ChronoUnit.SECONDS) : began;
  }

  /**
   * Returns the certificate whose request would have a name: what stands before the revision. A
   * change of that request, even its end, is then known to whom it concerns.
   */
  public static Optional<ResourceName> certificateOf(ResourceName request) {
    int dash = request.name().lastIndexOf('-');
    boolean numbered =
        dash > 0
            && dash < request.name().length() - 1
            && request.name().chars().skip(dash + 1).allMatch(c -> c >= '0' && c <= '9');
    return numbered
        ? Optional.of(new ResourceName(request.namespace(), request.name().substring(0, dash)))
        : Optional.empty();
  }

  /**
   * Returns the revision that an annotation names, or empty when it is missing or no whole number.
   */
  public static Optional<Integer> parseRevision(@Nullable String annotation) {
    if (annotation == null || !annotation.chars().allMatch(c -> c < ASCII_END)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Integer.valueOf(annotation));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Integer revisionOf(CertificateRequest request) {
    return parseRevision(request.meta().annotation(Annotations.CERTIFICATE_REVISION)).orElse(null);
  }

  /** An answer whose CA does not decode could not be published: it is as good as none. */
  private static @Nullable LeafFacts leafOf(CertificateRequestStatus status) {
    if (status.certificate().isEmpty()) {
      return null;
    }
    try {
      if (!status.ca().isEmpty()) {
        Certificates.decodeBundle(status.ca().getBytes(StandardCharsets.UTF_8));
      }
      byte[] chain = status.certificate().getBytes(StandardCharsets.UTF_8);
      return LeafFacts.read(Certificates.decodeBundle(chain).get(0));
    } catch (PkiException e) {
      return null;
    }
  }

  /** Returns the name of the request. */
  public String name() {
    return request.meta().name();
  }

  /** Returns the spec of the request. */
  public CertificateRequestSpec spec() {
    return request.spec();
  }

  /** Returns the status of the request. */
  public CertificateRequestStatus status() {
    return request.status();
  }

  /**
   * Returns the revision.
   *
   * @throws IllegalStateException when the request names none
   */
  public int requireRevision() {
    if (revision == null) {
      throw new IllegalStateException("the request " + name() + " names no revision");
    }
    return revision;
  }

  /**
   * Returns the fields of a spec that the request does not match, such as {@code spec.commonName};
   * none when its CSR does not decode (cert-manager: {@code RequestMatchesSpec}).
   */
  public List<String> mismatches(CertificateSpec spec) {
    return csr == null ? List.of() : SpecMatch.requestViolations(csr, request.spec(), spec);
  }
}
