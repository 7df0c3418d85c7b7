package dev.perennial.core.lifecycle;

import dev.perennial.model.Annotations;
import dev.perennial.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a secret that we wrote and may take away again. Kubernetes keeps such a record for
 * each field manager; we keep ours in an annotation. A secret that comes from a cluster and has no
 * such annotation yet still has the record of cert-manager's own field manager, which is read in
 * its place. Immutable.
 *
 * @param labels the keys of labels
 * @param annotations the keys of annotations
 * @param data the keys of data; of our own record always empty, since all known data keys are ours
 * @param owners the uids in owner references
 * @param ours whether this is our own record, not a field manager's
 */
public record ManagedKeys(
    Set<String> labels,
    Set<String> annotations,
    Set<String> data,
    Set<String> owners,
    boolean ours) {
  /**
   * The annotation that lists what is ours: {@code l:<label>}, {@code a:<annotation>} and {@code
   * o:<uid of an owner>}.
   */
  public static final String ANNOTATION = Annotations.PERENNIAL_PREFIX + "managed";

  /** cert-manager's field manager for secrets. */
  private static final String FIELD_MANAGER = "cert-manager-certificates-issuing";

  private static final String FIELD = "f:";
  private static final String OWNER_BEGIN = "k:{\"uid\":\"";
  private static final String OWNER_END = "\"}";

  /** Nothing is ours. */
  public static final ManagedKeys NONE =
      new ManagedKeys(Set.of(), Set.of(), Set.of(), Set.of(), false);

  /** Copies the sets. */
  public ManagedKeys {
    labels = Set.copyOf(labels);
    annotations = Set.copyOf(annotations);
    data = Set.copyOf(data);
    owners = Set.copyOf(owners);
  }

  /** Returns what the metadata of a secret says; entries that make no sense are passed over. */
  public static ManagedKeys read(ObjectMeta meta) {
    String record = meta.annotation(ANNOTATION);
    return record == null
        ? ofFieldManagers(meta.otherFields().get("managedFields"))
        : parse(record);
  }

  /** Returns what a record of ours says, with commas between its entries. */
  static ManagedKeys parse(String record) {
    Collector keys = new Collector();
    for (String entry : record.split(",", -1)) {
      if (entry.startsWith("l:")) {
        keys.labels.add(entry.substring(2));
      } else if (entry.startsWith("a:")) {
        keys.annotations.add(entry.substring(2));
      } else if (entry.startsWith("o:")) {
        keys.owners.add(entry.substring(2));
      }
    }
    return keys.toKeys(true);
  }

  private static ManagedKeys ofFieldManagers(@Nullable Object entries) {
    Collector keys = new Collector();
    if (entries instanceof List<?> list) {
      for (Object entry : list) {
        if (entry instanceof Map<?, ?> fields && FIELD_MANAGER.equals(fields.get("manager"))) {
          keys.add(fields.get("fieldsV1"));
        }
      }
    }
    return keys.toKeys(false);
  }

  /** Gathers keys from several entries. Not safe for use by several threads. */
  private static final class Collector {
    private final Set<String> labels = new TreeSet<>();
    private final Set<String> annotations = new TreeSet<>();
    private final Set<String> data = new TreeSet<>();
    private final Set<String> owners = new TreeSet<>();

    /** Adds the keys of a set of fields (Kubernetes {@code FieldsV1}). */
    void add(@Nullable Object fields) {
      Object metadata = child(fields, "f:metadata");
      keysOf(child(metadata, "f:labels"), FIELD, "", labels);
      keysOf(child(metadata, "f:annotations"), FIELD, "", annotations);
      keysOf(child(metadata, "f:ownerReferences"), OWNER_BEGIN, OWNER_END, owners);
      keysOf(child(fields, "f:data"), FIELD, "", data);
    }

    private static @Nullable Object child(@Nullable Object fields, String name) {
      return fields instanceof Map<?, ?> map ? map.get(name) : null;
    }

    private static void keysOf(@Nullable Object fields, String begin, String end, Set<String> to) {
      if (fields instanceof Map<?, ?> map) {
        for (Object key : map.keySet()) {
          String text = String.valueOf(key);
          if (text.startsWith(begin) && text.endsWith(end)) {
            to.add(text.substring(begin.length(), text.length() - end.length()));
          }
        }
      }
    }

    ManagedKeys toKeys(boolean ours) {
      return new ManagedKeys(labels, annotations, data, owners, ours);
    }
  }
}
