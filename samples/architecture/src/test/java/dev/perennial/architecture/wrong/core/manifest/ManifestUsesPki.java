package dev.perennial.architecture.wrong.core.manifest;

import dev.perennial.architecture.wrong.core.pki.Pki;

/** A reader of YAML that knows keys. */
final class ManifestUsesPki {
  Pki target;
}
