package dev.perennial.architecture.wrong.core.store;

/** Something to point at. */
public final class Store {}
