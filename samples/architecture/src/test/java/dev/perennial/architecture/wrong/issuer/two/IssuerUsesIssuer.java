package dev.perennial.architecture.wrong.issuer.two;

import dev.perennial.architecture.wrong.issuer.one.OneIssuerProvider;

/** An issuer that needs another. */
final class IssuerUsesIssuer {
  OneIssuerProvider target;
}
