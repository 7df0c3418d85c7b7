package dev.perennial.architecture.wrong.issuer.one;

/** Something to point at. */
public final class OneIssuerProvider {}
