/**
 * The runner: {@link dev.perennial.core.CertificateManager} reads a store, asks the lifecycle what
 * to do, and does it when the host calls. What to do is decided in {@code core.lifecycle}, never
 * here.
 */
package dev.perennial.core;
