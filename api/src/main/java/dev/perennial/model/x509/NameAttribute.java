package dev.perennial.model.x509;

/**
 * One attribute of a distinguished name. Immutable.
 *
 * @param oid the object identifier of its type, dotted
 * @param value its value as text; for a value that is no text, {@code #} and its DER in hex
 */
public record NameAttribute(String oid, String value) {}
