package dev.perennial.architecture.wrong.spi;

/** Something to point at. */
public final class Port {}
