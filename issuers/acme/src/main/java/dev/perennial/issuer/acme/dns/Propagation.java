package dev.perennial.issuer.acme.dns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Sees whether a TXT record can be seen. Source: cert-manager {@code
 * pkg/issuer/acme/dns/util/wait.go}: aliases are followed, and each server must have the value.
 * Safe for use by several threads.
 */
public final class Propagation {
  private final Resolver resolver;
  private final boolean recursiveOnly;
  private final int port;

  /**
   * Makes a check.
   *
   * @param resolver what finds the authoritative servers
   * @param recursiveOnly whether the servers of the resolver are asked instead of those
   * @param port the port of authoritative servers; 53 but in tests
   */
  public Propagation(Resolver resolver, boolean recursiveOnly, int port) {
    this.resolver = resolver;
    this.recursiveOnly = recursiveOnly;
    this.port = port;
  }

  /**
   * Returns why a value cannot be seen yet, or empty when every server has it.
   *
   * @param name the name of the TXT record
   * @param right whether a value is the one
   */
  public Optional<String> problem(String name, Predicate<String> right) {
    try {
      String target = resolver.follow(name);
      if (recursiveOnly) {
        for (Nameserver server : resolver.servers()) {
          Optional<String> problem = problemAt(List.of(server), server.toString(), target, right);
          if (problem.isPresent()) {
            return problem;
          }
        }
        return Optional.empty();
      }
      return authoritative(target, right);
    } catch (IOException e) {
      return Optional.of("DNS record for \"" + name + "\": " + Problems.text(e));
    }
  }

  private Optional<String> authoritative(String target, Predicate<String> right)
      throws IOException {
    String zone = resolver.zoneOf(target);
    List<DnsRecord> servers = resolver.ask(zone, RecordType.NS).answers(RecordType.NS);
    if (servers.isEmpty()) {
      return Optional.of("the zone " + zone + " has no NS record");
    }
    for (DnsRecord server : servers) {
      Optional<String> problem = problemAt(addresses(server.text()), server.text(), target, right);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private List<Nameserver> addresses(String host) throws IOException {
    List<Nameserver> addresses = new ArrayList<>();
    for (int type : new int[] {RecordType.A, RecordType.AAAA}) {
      for (DnsRecord record : resolver.ask(host, type).answers(type)) {
        addresses.add(new Nameserver(record.text(), port, null));
      }
    }
    if (addresses.isEmpty()) {
      throw new IOException("the name server " + host + " has no address");
    }
    return addresses;
  }

  /** Asks one server, at whichever of its addresses answers first. */
  private Optional<String> problemAt(
      List<Nameserver> addresses, String server, String target, Predicate<String> right) {
    String where = "DNS record for \"" + target + "\" not yet propagated: " + server;
    String silent = "";
    for (Nameserver address : addresses) {
      try {
        DnsMessage answer = resolver.client().ask(address, target, RecordType.TXT, recursiveOnly);
        List<String> values = answer.answers(RecordType.TXT).stream().map(DnsRecord::text).toList();
        if (values.stream().anyMatch(right)) {
          return Optional.empty();
        }
        return Optional.of(where + " " + seen(answer, values.size()));
      } catch (IOException e) {
        silent = " (" + address + "): " + Problems.text(e);
      }
    }
    return Optional.of(where + silent);
  }

  private static String seen(DnsMessage answer, int values) {
    if (!answer.isDefinite()) {
      return "answers " + ResponseCode.name(answer.rcode());
    }
    return values == 0 ? "has no TXT record" : "has TXT records (" + values + "), but not this one";
  }
}
