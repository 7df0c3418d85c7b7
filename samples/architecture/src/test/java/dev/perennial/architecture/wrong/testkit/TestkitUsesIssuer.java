package dev.perennial.architecture.wrong.testkit;

import dev.perennial.architecture.wrong.issuer.one.OneIssuerProvider;

/** A testkit with a favourite. */
final class TestkitUsesIssuer {
  OneIssuerProvider target;
}
