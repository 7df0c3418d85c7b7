package dev.perennial.model;

/**
 * A reference to one value of a secret in the same namespace. Immutable.
 *
 * @param name the name of the secret
 * @param key the data key; empty means the default of the place where the reference stands
 */
public record SecretKeySelector(String name, String key) {}
