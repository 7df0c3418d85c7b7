package dev.perennial.model.x509;

/**
 * An otherName with a UTF8String value (RFC 5280, section 4.2.1.6). Immutable.
 *
 * @param oid the object identifier of the kind of name, dotted
 * @param utf8Value the value
 */
public record OtherName(String oid, String utf8Value) {}
