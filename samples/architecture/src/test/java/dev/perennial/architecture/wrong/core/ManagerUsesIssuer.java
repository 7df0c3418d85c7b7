package dev.perennial.architecture.wrong.core;

import dev.perennial.architecture.wrong.issuer.one.OneIssuerProvider;

/** A manager with a favourite. */
final class ManagerUsesIssuer {
  OneIssuerProvider target;
}
