/**
 * The kill test: a process that writes through the file store is killed at random moments, and what
 * it left is compared with what it said it had written.
 */
package dev.perennial.testkit.kill;
