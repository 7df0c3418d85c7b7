/**
 * The lifecycle as a value: a {@link View} of one certificate goes in, a {@link Decision} comes
 * out. Everything here is pure: nothing reads a clock, draws randomness or does I/O.
 */
package dev.perennial.core.lifecycle;
