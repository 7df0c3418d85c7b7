package dev.perennial.model.x509;

import java.util.Arrays;
import java.util.Optional;

/**
 * A range of IP addresses in CIDR notation (RFC 4632), such as {@code 10.0.0.0/8}. Immutable.
 *
 * @param network the first address of the range
 * @param prefixLength how many bits are the same in all addresses
 */
public record IpRange(IpAddress network, int prefixLength) {
  /** Returns the range that a text writes, host bits cleared; empty when it writes none. */
  public static Optional<IpRange> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
    String length = text.substring(slash + 1);
    boolean digits =
        !length.isEmpty()
            && length.length() <= 3
            && length.chars().allMatch(c -> c >= '0' && c <= '9');
    if (address.isEmpty() || !digits) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(length);
    byte[] bytes = address.get().bytes();
    if (bits > bytes.length * 8) {
      return Optional.empty();
    }
    byte[] mask = mask(bytes.length, bits);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] &= mask[i];
    }
    return IpAddress.ofBytes(bytes).map(network -> new IpRange(network, bits));
  }

  /** Returns the network and the mask, 8 bytes for IPv4 and 32 for IPv6 (RFC 5280, 4.2.1.10). */
  public byte[] networkAndMask() {
    byte[] bytes = network.bytes();
    byte[] both = Arrays.copyOf(bytes, bytes.length * 2);
    System.arraycopy(mask(bytes.length, prefixLength), 0, both, bytes.length, bytes.length);
    return both;
  }

  private static byte[] mask(int length, int bits) {
    byte[] mask = new byte[length];
    for (int i = 0; i < length; i++) {
      int ones = Math.max(0, Math.min(8, bits - 8 * i));
      mask[i] = (byte) (0xFF << (8 - ones));
    }
    return mask;
  }

  /** Returns the CIDR notation. */
  @Override
  public String toString() {
    return network + "/" + prefixLength;
  }
}
