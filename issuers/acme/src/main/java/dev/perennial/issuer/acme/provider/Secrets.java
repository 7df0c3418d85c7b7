package dev.perennial.issuer.acme.provider;

import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.IssuerException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the secrets that a configuration names. What is missing can be put there: transient. */
final class Secrets {
  /** The reason of a record that cannot be published (cert-manager's event). */
  static final String REASON = "PresentError";

  private Secrets() {}

  /** Returns how a reference reads in messages. */
  static String place(Fields reference) {
    return "key \"" + reference.text("key") + "\" of secret \"" + reference.text("name") + "\"";
  }

  /** Returns the text that a reference names. */
  static String text(DnsContext context, Fields reference) {
    return context
        .secret(reference.text("name"), reference.text("key"))
        .map(found -> new String(found.revealBytes(), StandardCharsets.UTF_8).strip())
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                IssuerException.retryable(
                    REASON, place(reference) + " is not there, or is empty", null));
  }

  /** Returns the secrets that some fields of a configuration name. */
  static Set<String> named(Fields config, String... fields) {
    Set<String> names = new LinkedHashSet<>();
    for (String field : fields) {
      String name = config.object(field).text("name");
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }
}
