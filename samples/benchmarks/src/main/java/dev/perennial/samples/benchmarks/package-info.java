/**
 * Benchmarks and measuring programs: each compares Perennial with the plainest way to do the same.
 */
@NullMarked
package dev.perennial.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
