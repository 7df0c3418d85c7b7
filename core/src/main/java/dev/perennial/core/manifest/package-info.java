/**
 * Manifests in and out: cert-manager's YAML and JSON to resources and back. The only room that
 * knows Jackson; rules beyond shape and type live in {@code model.Validation}.
 */
package dev.perennial.core.manifest;
