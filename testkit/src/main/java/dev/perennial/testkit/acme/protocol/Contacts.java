package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Which contacts an account may have (RFC 8555, section 7.3). */
final class Contacts {
  private static final int MOST = 10;
  private static final String SCHEME = "mailto:";

  private Contacts() {}

  /** Returns the contacts of an object; empty when it has none. */
  static List<String> read(JsonNode object) {
    JsonNode node = object.path("contact");
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!node.isArray() || node.size() > MOST) {
      throw Refusal.malformed("\"contact\" must be an array of at most " + MOST + " URLs");
    }
    List<String> contacts = new ArrayList<>();
    for (JsonNode entry : node) {
      String contact = entry.isString() ? entry.stringValue() : "";
      check(contact);
      contacts.add(contact);
    }
    return contacts;
  }

  private static void check(String contact) {
    if (!contact.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      if (contact.matches("[A-Za-z][A-Za-z0-9+.-]*:.+")) {
        throw Refusal.of(
            ProblemType.UNSUPPORTED_CONTACT,
            "\"" + contact + "\" is not supported; a mailto URL would be right");
      }
      throw invalid(contact, "is no URL");
    }
    String address = contact.substring(SCHEME.length());
    if (address.indexOf('?') >= 0 || address.indexOf(',') >= 0) {
      // RFC 8555, section 7.3: no hfields, and one address at most.
      throw invalid(contact, "has header fields or several addresses");
    }
    if (!address.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw invalid(contact, "has characters that are not ASCII");
    }
    if (!address.matches("[^@]+@[^@.]+(\\.[^@.]+)+")) {
      throw invalid(contact, "is no e-mail address");
    }
  }

  private static Refusal invalid(String contact, String why) {
    return Refusal.of(ProblemType.INVALID_CONTACT, "contact \"" + contact + "\" " + why);
  }
}
