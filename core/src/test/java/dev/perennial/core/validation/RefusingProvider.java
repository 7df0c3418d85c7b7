package dev.perennial.core.validation;

import dev.perennial.model.FieldPath;
import dev.perennial.model.Issuer;
import dev.perennial.model.ResourceName;
import dev.perennial.model.Violation;
import dev.perennial.spi.Checkpoint;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.IssuerKind;
import dev.perennial.spi.IssuerProvider;
import dev.perennial.spi.Signer;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A CA issuer that notes the names of the requests it sees, and refuses each. */
final class RefusingProvider implements IssuerProvider {
  private final List<String> seen = new ArrayList<>();

  List<String> seen() {
    return List.copyOf(seen);
  }

  @Override
  public IssuerKind kind() {
    return IssuerKind.builtIn("ca");
  }

  /** Has a rule of its own: one name is forbidden. */
  @Override
  public List<Violation> validate(Issuer issuer, FieldPath path) {
    boolean forbidden =
        issuer
            .spec()
            .config("ca")
            .filter(ca -> "forbidden".equals(ca.get("secretName")))
            .isPresent();
    return forbidden
        ? List.of(Violation.invalid(path.child("secretName"), "forbidden", "is forbidden"))
        : List.of();
  }

  @Override
  public Set<ResourceName> referencedSecrets(Issuer issuer, String secretNamespace) {
    return Set.of();
  }

  @Override
  public Signer open(IssuerContext context) {
    return new Signer() {
      @Override
      public IssuerCheck check() {
        return new IssuerCheck.Ready("IsReady", "", null);
      }

      @Override
      public SigningStep sign(SigningRequest request, Optional<Checkpoint> checkpoint) {
        seen.add(request.resource().meta().name());
        return SigningStep.Refused.failed("Refused", "this issuer refuses all");
      }
    };
  }
}
