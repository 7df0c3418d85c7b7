package dev.perennial.model;

/**
 * A resource that owns another. Immutable.
 *
 * @param apiVersion the group and version of the owner
 * @param kind the kind of the owner
 * @param name the name of the owner
 * @param uid the uid of the owner
 * @param controller whether the owner is the one that manages the resource
 * @param blockOwnerDeletion whether the owner waits for the resource when it is deleted
 */
public record OwnerReference(
    String apiVersion,
    String kind,
    String name,
    String uid,
    boolean controller,
    boolean blockOwnerDeletion) {}
