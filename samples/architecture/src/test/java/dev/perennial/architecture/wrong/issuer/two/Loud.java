package dev.perennial.architecture.wrong.issuer.two;

/** Public for no reason. */
public final class Loud {}
