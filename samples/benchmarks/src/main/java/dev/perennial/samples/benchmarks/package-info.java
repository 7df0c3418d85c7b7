/**
 * Benchmarks and measuring programs: each compares Perennial with the plainest way to do the same.
 */
package dev.perennial.samples.benchmarks;
