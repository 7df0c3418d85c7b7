package dev.perennial.issuer.acme.dns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The recursive name servers of the machine. */
public final class SystemNameservers {
  /** cert-manager {@code pkg/issuer/acme/dns/util/wait.go}: defaultNameservers. */
  private static final List<Nameserver> PUBLIC =
      List.of(new Nameserver("8.8.8.8", 53, null), new Nameserver("8.8.4.4", 53, null));

  private SystemNameservers() {}

  /**
   * Returns the servers that a file names, {@code /etc/resolv.conf} as resolv.conf(5) has it; two
   * public ones when it names none or is not there, as cert-manager does.
   */
  public static List<Nameserver> read(Path file) {
    List<Nameserver> servers = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        String[] words = line.strip().split("\\s+", -1);
        if (words.length >= 2 && words[0].equals("nameserver")) {
          servers.add(new Nameserver(words[1], Nameserver.PORT, null));
        }
      }
    } catch (IOException e) {
      return PUBLIC;
    }
    return servers.isEmpty() ? PUBLIC : List.copyOf(servers);
  }
}
