package dev.perennial.core.store;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/** The grammar of keys, and listing from an ordered set of them. */
final class StoreKeys {
  /** Later than every name of the grammar. */
  private static final ResourceName LAST = new ResourceName("\uffff", "");

  private StoreKeys() {}

  /**
   * Returns the key when it can be stored.
   *
   * @throws IllegalArgumentException when a part breaks the grammar
   */
  static ResourceKey check(ResourceKey key) {
    ResourceType type = key.type();
    ResourceName name = key.name();
    if (!isKind(type.kind()) || !(type.group().isEmpty() || isSubdomain(type.group()))) {
      throw refused(key, "its type is not a kind of letters and digits with a DNS group");
    }
    if (!isSubdomain(name.name())) {
      throw refused(key, "its name is not a DNS-1123 subdomain of 1 to 253 characters");
    }
    if (type.clusterScoped() && !name.namespace().isEmpty()) {
      throw refused(key, "its type is cluster-scoped and takes no namespace");
    }
    if (!type.clusterScoped() && !isSubdomain(name.namespace())) {
      throw refused(key, "its namespace is not a DNS-1123 subdomain of 1 to 253 characters");
    }
    return key;
  }

  /**
   * Returns the key of a resource when it can be stored, with the data keys of a secret.
   *
   * @throws IllegalArgumentException when a part breaks the grammar
   */
  static ResourceKey check(Resource resource) {
    ResourceKey key = check(resource.key());
    if (resource instanceof SecretBundle secret) {
      for (String dataKey : secret.data().keySet()) {
        if (!isDataKey(dataKey)) {
          throw refused(
              key, "a data key is not 1 to 253 letters, digits, '-', '_' and '.', or begins '..'");
        }
      }
    }
    return key;
  }

  private static IllegalArgumentException refused(ResourceKey key, String why) {
    return new IllegalArgumentException(printable(key) + ": cannot be stored, " + why);
  }

  /** Hostile names do not get their control characters into a log, nor fill it. */
  private static String printable(ResourceKey key) {
    String text = key.toString();
    return (text.length() > 300 ? text.substring(0, 300) + "..." : text)
        .replaceAll("\\p{Cntrl}", "?");
  }

  /** Whether a text is labels of lower-case letters, digits and inner hyphens, joined by dots. */
  static boolean isSubdomain(String text) {
    if (text.isEmpty() || text.length() > 253) {
      return false;
    }
    char before = '.';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits =
          switch (c) {
            case '.' -> isAlphanumeric(before);
            case '-' -> before != '.';
            default -> isAlphanumeric(c);
          };
      if (!fits) {
        return false;
      }
      before = c;
    }
    return isAlphanumeric(before);
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  /** Whether Kubernetes takes a text as a key of a secret's data. */
  static boolean isDataKey(String key) {
    boolean fits =
        !key.isEmpty() && key.length() <= 253 && !key.equals(".") && !key.startsWith("..");
    for (int i = 0; fits && i < key.length(); i++) {
      char c = key.charAt(i);
      fits = isAlphanumeric(c) || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
    }
    return fits;
  }

  private static boolean isKind(String kind) {
    boolean fits = !kind.isEmpty() && kind.length() <= 63;
    for (int i = 0; fits && i < kind.length(); i++) {
      char c = kind.charAt(i);
      fits = isAlphanumeric(c) || (c >= 'A' && c <= 'Z');
    }
    return fits;
  }

  static List<ResourceName> list(NavigableSet<ResourceKey> keys, ResourceType type) {
    List<ResourceName> names = new ArrayList<>();
    for (ResourceKey key : keys.tailSet(first(type), true)) {
      if (!key.type().equals(type)) {
        break;
      }
      names.add(key.name());
    }
    return List.copyOf(names);
  }

  static List<ResourceName> list(
      NavigableSet<ResourceKey> keys, ResourceType type, String namespace, String prefix) {
    List<ResourceName> names = new ArrayList<>();
    ResourceKey from = new ResourceKey(type, new ResourceName(namespace, prefix));
    for (ResourceKey key : keys.tailSet(from, true)) {
      ResourceName name = key.name();
      if (!key.type().equals(type)
          || !name.namespace().equals(namespace)
          || !name.name().startsWith(prefix)) {
        break;
      }
      names.add(name);
    }
    return List.copyOf(names);
  }

  static List<ResourceType> types(NavigableSet<ResourceKey> keys) {
    List<ResourceType> types = new ArrayList<>();
    ResourceKey next = keys.ceiling(first(new ResourceType("", "")));
    while (next != null) {
      types.add(next.type());
      next = keys.higher(new ResourceKey(next.type(), LAST));
    }
    return List.copyOf(types);
  }

  private static ResourceKey first(ResourceType type) {
    return new ResourceKey(type, new ResourceName("", ""));
  }
}
