package dev.perennial.architecture.wrong.core.tls;

/** Something to point at. */
public final class Tls {}
