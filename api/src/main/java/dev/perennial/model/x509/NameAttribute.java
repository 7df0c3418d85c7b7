package dev.perennial.model.x509;

/**
 * One attribute of a distinguished name (RFC 5280, section 4.1.2.4). Immutable.
 *
 * @param oid the object identifier of its type, dotted
 * @param value its value as text; for a value that is no text, its DER in hex
 * @param isDer whether the value is DER in hex
 */
public record NameAttribute(String oid, String value, boolean isDer) {
  /** Makes an attribute whose value is text. */
  public NameAttribute(String oid, String value) {
    this(oid, value, false);
  }
}
