package dev.perennial.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The identity and the free-form attributes of a resource, as Kubernetes object metadata has them.
 * Fields that Perennial does not model (finalizers, managed fields and the like) are kept in {@link
 * #otherFields()}, so that writing a manifest back loses nothing. Immutable.
 */
public final class ObjectMeta {
  private final String name;
  private final String namespace;
  private final String uid;
  private final Map<String, String> labels;
  private final Map<String, String> annotations;
  private final long generation;
  private final @Nullable Instant creationTimestamp;
  private final List<OwnerReference> ownerReferences;
  private final Map<String, Object> otherFields;

  private ObjectMeta(Builder builder) {
    this.name = builder.name;
    this.namespace = builder.namespace;
    this.uid = builder.uid;
    this.labels = Collections.unmodifiableMap(new LinkedHashMap<>(builder.labels));
    this.annotations = Collections.unmodifiableMap(new LinkedHashMap<>(builder.annotations));
    this.generation = builder.generation;
    this.creationTimestamp = builder.creationTimestamp;
    this.ownerReferences = List.copyOf(builder.ownerReferences);
    this.otherFields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.otherFields));
  }

  /** Returns a builder whose fields all have their defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts from the values of this object. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.name = name;
    b.namespace = namespace;
    b.uid = uid;
    b.labels = labels;
    b.annotations = annotations;
    b.generation = generation;
    b.creationTimestamp = creationTimestamp;
    b.ownerReferences = ownerReferences;
    b.otherFields = otherFields;
    return b;
  }

  /** Returns the name of the resource, unique within its kind and namespace. */
  public String name() {
    return name;
  }

  /** Returns the namespace; empty for a cluster-scoped resource. */
  public String namespace() {
    return namespace;
  }

  /**
   * Returns the identity that a resource keeps for life, given by the manager when it is first
   * applied; empty before.
   */
  public String uid() {
    return uid;
  }

  /** Returns the labels, in manifest order. */
  public Map<String, String> labels() {
    return labels;
  }

  /** Returns the annotations, in manifest order. */
  public Map<String, String> annotations() {
    return annotations;
  }

  /** Returns the number of the current spec: it grows by one with each change of the spec. */
  public long generation() {
    return generation;
  }

  /** Returns when the resource was first applied, in whole seconds; null before. */
  public @Nullable Instant creationTimestamp() {
    return creationTimestamp;
  }

  /** Returns the owners of this resource. */
  public List<OwnerReference> ownerReferences() {
    return ownerReferences;
  }

  /**
   * Returns metadata fields that Perennial does not model, as JDK values (String, Boolean, Number,
   * List, Map).
   */
  public Map<String, Object> otherFields() {
    return otherFields;
  }

  /** Returns the namespace and name. */
  public ResourceName resourceName() {
    return new ResourceName(namespace, name);
  }

  /** Returns the value of an annotation, or null when it is absent. */
  public @Nullable String annotation(String key) {
    return annotations.get(key);
  }

  /** Returns the value of a label, or null when it is absent. */
  public @Nullable String label(String key) {
    return labels.get(key);
  }

  /** Returns a copy with one annotation set. */
  public ObjectMeta withAnnotation(String key, String value) {
    Map<String, String> changed = new LinkedHashMap<>(annotations);
    changed.put(key, value);
    return toBuilder().annotations(changed).build();
  }

  /** Returns a copy without one annotation. */
  public ObjectMeta withoutAnnotation(String key) {
    Map<String, String> changed = new LinkedHashMap<>(annotations);
    changed.remove(key);
    return toBuilder().annotations(changed).build();
  }

  private List<@Nullable Object> fields() {
    return Arrays.asList(
        name,
        namespace,
        uid,
        labels,
        annotations,
        generation,
        creationTimestamp,
        ownerReferences,
        otherFields);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ObjectMeta that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "ObjectMeta" + fields();
  }

  /**
   * Builds {@link ObjectMeta} objects. Not safe for use by several threads; one thread at a time.
   */
  public static final class Builder {
    private String name = "";
    private String namespace = "";
    private String uid = "";
    private Map<String, String> labels = Map.of();
    private Map<String, String> annotations = Map.of();
    private long generation = 0;
    private @Nullable Instant creationTimestamp;
    private List<OwnerReference> ownerReferences = List.of();
    private Map<String, Object> otherFields = Map.of();

    private Builder() {}

    /** Sets the name of the resource, unique within its kind and namespace. */
    public Builder name(String value) {
      this.name = Objects.requireNonNull(value, "name");
      return this;
    }

    /** Sets the namespace; empty for a cluster-scoped resource. */
    public Builder namespace(String value) {
      this.namespace = Objects.requireNonNull(value, "namespace");
      return this;
    }

    /**
     * Sets the identity that a resource keeps for life, given by the manager when it is first
     * applied; empty before.
     */
    public Builder uid(String value) {
      this.uid = Objects.requireNonNull(value, "uid");
      return this;
    }

    /** Sets the labels, in manifest order. */
    public Builder labels(Map<String, String> value) {
      this.labels = Objects.requireNonNull(value, "labels");
      return this;
    }

    /** Sets the annotations, in manifest order. */
    public Builder annotations(Map<String, String> value) {
      this.annotations = Objects.requireNonNull(value, "annotations");
      return this;
    }

    /** Sets the number of the current spec: it grows by one with each change of the spec. */
    public Builder generation(long value) {
      this.generation = value;
      return this;
    }

    /** Sets when the resource was first applied, in whole seconds; null before. */
    public Builder creationTimestamp(@Nullable Instant value) {
      this.creationTimestamp = value;
      return this;
    }

    /** Sets the owners of this resource. */
    public Builder ownerReferences(List<OwnerReference> value) {
      this.ownerReferences = Objects.requireNonNull(value, "ownerReferences");
      return this;
    }

    /**
     * Sets metadata fields that Perennial does not model, as JDK values (String, Boolean, Number,
     * List, Map).
     */
    public Builder otherFields(Map<String, Object> value) {
      this.otherFields = Objects.requireNonNull(value, "otherFields");
      return this;
    }

    /**
     * Returns the object. Business rules are not checked here: {@link Validation} reports them all
     * at once.
     */
    public ObjectMeta build() {
      return new ObjectMeta(this);
    }
  }
}
