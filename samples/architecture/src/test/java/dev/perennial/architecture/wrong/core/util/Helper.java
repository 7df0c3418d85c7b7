package dev.perennial.architecture.wrong.core.util;

/** A name that says nothing. */
final class Helper {}
