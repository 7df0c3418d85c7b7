package dev.perennial.architecture.wrong.core;

/** Something to point at. */
public final class Manager {}
