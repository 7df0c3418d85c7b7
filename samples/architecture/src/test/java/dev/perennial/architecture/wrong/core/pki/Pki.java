package dev.perennial.architecture.wrong.core.pki;

/** Something to point at. */
public final class Pki {}
