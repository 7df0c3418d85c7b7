/**
 * The lifecycle as a value: a {@link View} of one certificate goes in, a {@link Decision} comes
 * out. Everything here is pure: nothing reads a clock, draws randomness or does I/O.
 *
 * <p>Every reason that the lifecycle finds, and the action that it leads to. {@code Rest} stands
 * for nothing to be done. A test takes each of these transitions, and draws the picture.
 *
 * <p><img src="doc-files/transitions.svg" alt="Reasons at the left, the actions that they lead to
 * at the right">
 */
package dev.perennial.core.lifecycle;
