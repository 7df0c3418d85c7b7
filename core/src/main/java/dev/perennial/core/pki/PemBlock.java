package dev.perennial.core.pki;

import java.util.Objects;

/**
 * One block of a PEM text: its label and the bytes between the {@code BEGIN} and {@code END} lines.
 *
 * <p>Immutable. Source: RFC 7468.
 */
public final class PemBlock {
  private final String label;
  private final byte[] der;
  private final int line;

  PemBlock(String label, byte[] der, int line) {
    this.label = Objects.requireNonNull(label, "label");
    this.der = der;
    this.line = line;
  }

  /** Returns the label, for instance {@code CERTIFICATE}. */
  public String label() {
    return label;
  }

  /** Returns a copy of the decoded bytes. */
  public byte[] der() {
    return der.clone();
  }

  /** Returns the line of the {@code BEGIN} line in its text; the first line is 1. */
  public int line() {
    return line;
  }

  /** Returns the decoded bytes without a copy, for readers in this package only. */
  byte[] sharedDer() {
    return der;
  }

  /** Returns label, size and line, never the bytes. */
  @Override
  public String toString() {
    return "PemBlock[" + label + ", " + der.length + " bytes, line " + line + "]";
  }
}
