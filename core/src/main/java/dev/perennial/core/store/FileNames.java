package dev.perennial.core.store;

import dev.perennial.model.ResourceType;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names as they stand on the disk. Names of the grammar stand as they are; what some file system
 * cannot take gets a {@code ~}, which no name has. Folders of types that are not ours write an
 * upper-case letter as {@code _} and the lower-case one, so that no two differ by case alone.
 */
final class FileNames {
  /** Holds cluster-scoped resources; no namespace has an underscore. */
  static final String CLUSTER = "_cluster";

  private static final String SUFFIX = ".yaml";

  /** What a file system takes, in bytes. */
  private static final int MAX_NAME = 255;

  private static final Map<ResourceType, String> FOLDERS =
      Map.of(
          ResourceType.CERTIFICATE, "certificates",
          ResourceType.CERTIFICATE_REQUEST, "certificaterequests",
          ResourceType.ISSUER, "issuers",
          ResourceType.CLUSTER_ISSUER, "clusterissuers",
          ResourceType.SECRET, "secrets");

  /** Devices on Windows, whatever follows the first dot. */
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6",
          "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
          "lpt8", "lpt9");

  private FileNames() {}

  /** Returns the folder of a namespace, or of what has none. */
  static String namespace(String namespace) {
    return namespace.isEmpty() ? CLUSTER : name(namespace);
  }

  /** Returns the namespace of a folder; empty text for what has none, empty when it is no such. */
  static Optional<String> toNamespace(String folder) {
    return folder.equals(CLUSTER) ? Optional.of("") : toName(folder);
  }

  /** Returns the folder of a resource. */
  static String name(String name) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    return DEVICES.contains(first) ? first + "~" + name.substring(first.length()) : name;
  }

  /** Returns the name of the resource in a folder. */
  static Optional<String> toName(String folder) {
    String name = folder.replace("~", "");
    return StoreKeys.isSubdomain(name) && name(name).equals(folder)
        ? Optional.of(name)
        : Optional.empty();
  }

  /** Returns the file of a resource. The longest names leave no room for the suffix. */
  static String file(String name) {
    String stem = name(name);
    return stem.length() + SUFFIX.length() <= MAX_NAME ? stem + SUFFIX : stem + "~";
  }

  /** Returns the name of the resource in a file. */
  static Optional<String> toFileName(String file) {
    String stem = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
    Optional<String> name = toName(stem).or(() -> toName(stem.replaceFirst("~$", "")));
    return name.filter(n -> file(n).equals(file));
  }

  /** Whether a data key of a secret can be the name of its file everywhere. */
  static boolean portable(String dataKey) {
    int dot = dataKey.indexOf('.');
    String first = dot < 0 ? dataKey : dataKey.substring(0, dot);
    return !DEVICES.contains(first.toLowerCase(Locale.ROOT)) && !dataKey.endsWith(".");
  }

  /**
   * Returns the folder of a type.
   *
   * @throws IllegalArgumentException when its name would be too long
   */
  static String type(ResourceType type) {
    String known = FOLDERS.get(type);
    if (known != null) {
      return known;
    }
    StringBuilder folder = new StringBuilder();
    for (char c : type.kind().toCharArray()) {
      if (c >= 'A' && c <= 'Z') {
        folder.append('_').append((char) (c + ('a' - 'A')));
      } else {
        folder.append(c);
      }
    }
    folder.append('@').append(type.group());
    if (folder.length() > MAX_NAME) {
      throw new IllegalArgumentException(type + ": cannot be stored, its type's name is too long");
    }
    return folder.toString();
  }

  /** Returns the type of a folder. */
  static Optional<ResourceType> toType(String folder) {
    for (Map.Entry<ResourceType, String> known : FOLDERS.entrySet()) {
      if (known.getValue().equals(folder)) {
        return Optional.of(known.getKey());
      }
    }
    int at = folder.indexOf('@');
    if (at < 1) {
      return Optional.empty();
    }
    StringBuilder kind = new StringBuilder();
    for (int i = 0; i < at; i++) {
      char c = folder.charAt(i);
      boolean upper = c == '_' && i + 1 < at;
      kind.append(upper ? Character.toUpperCase(folder.charAt(++i)) : c);
    }
    ResourceType type = new ResourceType(folder.substring(at + 1), kind.toString());
    return Optional.of(type).filter(t -> type(t).equals(folder));
  }

  /** Returns the name under which something damaged is set aside; the version makes it unique. */
  static String corrupt(String file, Version version) {
    return CORRUPT + (file.length() > 200 ? file.substring(0, 200) : file) + "-" + version;
  }

  /** What begins so has been set aside. */
  static final String CORRUPT = ".corrupt-";
}
