package dev.perennial.issuer.acme.solver;

import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.issuer.acme.order.Answer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The value of a lasting TXT record (draft-ietf-acme-dns-persist, section 4): the name of the CA
 * and the account, in the form of a CAA issue property (RFC 8659, section 4.2). Immutable.
 *
 * @param answer what it has to prove
 */
record LastingRecord(Answer answer) {
  static final String LABEL = "_validation-persist.";

  /** Returns the value to publish. */
  String value() {
    Fields settings = answer.solver().settings();
    StringBuilder value = new StringBuilder();
    value.append(answer.issuerDomains().isEmpty() ? "" : answer.issuerDomains().get(0));
    value.append("; accounturi=").append(answer.accountUrl());
    if (answer.wildcard() || settings.text("policy").equals("wildcard")) {
      value.append("; policy=wildcard");
    }
    until(settings).ifPresent(at -> value.append("; persistUntil=").append(at.getEpochSecond()));
    return value.toString();
  }

  private static Optional<Instant> until(Fields settings) {
    try {
      return settings.text("persistUntil").isEmpty()
          ? Optional.empty()
          : Optional.of(Instant.parse(settings.text("persistUntil")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns whether the CA will take a value, whoever made the record. */
  boolean isProvenBy(String value, Instant now) {
    String[] parts = value.split(";", -1);
    Map<String, String> parameters = new HashMap<>();
    for (String part : List.of(parts).subList(1, parts.length)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        String tag = part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        parameters.put(tag, part.substring(equals + 1).strip());
      }
    }
    return answer.issuerDomains().stream().anyMatch(parts[0].strip()::equalsIgnoreCase)
        && answer.accountUrl().equals(parameters.get("accounturi"))
        && (!answer.wildcard()
            || "wildcard".equalsIgnoreCase(parameters.getOrDefault("policy", "")))
        && !hasPassed(parameters.getOrDefault("persistuntil", ""), now);
  }

  private static boolean hasPassed(String seconds, Instant now) {
    try {
      return !seconds.isEmpty() && now.isAfter(Instant.ofEpochSecond(Long.parseLong(seconds)));
    } catch (NumberFormatException | DateTimeException e) {
      return true;
    }
  }
}
