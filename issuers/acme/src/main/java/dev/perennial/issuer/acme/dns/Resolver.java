package dev.perennial.issuer.acme.dns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks recursive name servers, one after the other until one knows. Source: cert-manager {@code
 * pkg/issuer/acme/dns/util/wait.go}. Safe for use by several threads.
 */
public final class Resolver {
  /** How many aliases are followed. */
  private static final int MOST_ALIASES = 10;

  private final DnsClient client;
  private final List<Nameserver> servers;

  /**
   * Makes a resolver.
   *
   * @param client what asks
   * @param servers whom to ask, in order
   */
  public Resolver(DnsClient client, List<Nameserver> servers) {
    this.client = client;
    this.servers = List.copyOf(servers);
  }

  List<Nameserver> servers() {
    return servers;
  }

  DnsClient client() {
    return client;
  }

  /** Returns the answer of the first server that has one. */
  DnsMessage ask(String name, int type) throws IOException {
    List<String> problems = new ArrayList<>();
    for (Nameserver server : servers) {
      try {
        DnsMessage answer = client.ask(server, name, type, true);
        if (answer.isDefinite()) {
          return answer;
        }
        problems.add(server + " answers " + ResponseCode.name(answer.rcode()));
      } catch (IOException e) {
        problems.add(server + ": " + Problems.text(e));
      } catch (IllegalArgumentException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    throw new IOException(
        "cannot look up "
            + RecordType.name(type)
            + " of "
            + name
            + ": "
            + String.join("; ", problems));
  }

  /**
   * Returns the zone of a name: the closest name upwards that has a SOA record. What a server says
   * of a name without one carries the SOA of its zone (RFC 2308, section 3), so that one question
   * is mostly enough.
   *
   * @throws IOException when there is none, or it cannot be found out
   */
  public String zoneOf(String name) throws IOException {
    for (String at = DnsNames.normal(name); !at.isEmpty(); at = DnsNames.parent(at)) {
      DnsMessage answer = ask(at, RecordType.SOA);
      if (answer.answers(RecordType.CNAME).isEmpty()) {
        List<DnsRecord> found = new ArrayList<>(answer.answers(RecordType.SOA));
        found.addAll(answer.authority().stream().filter(r -> r.type() == RecordType.SOA).toList());
        for (DnsRecord soa : found) {
          if (!soa.name().isEmpty() && DnsNames.isIn(at, soa.name())) {
            return soa.name();
          }
        }
      }
    }
    throw new IOException("no zone holds " + name + ": no name upwards has a SOA record");
  }

  /**
   * Follows the aliases of a name.
   *
   * @return the name at the end; the same when it is no alias
   * @throws IOException when they go round in a circle, are too many, or cannot be looked up
   */
  public String follow(String name) throws IOException {
    Set<String> seen = new LinkedHashSet<>();
    String at = DnsNames.normal(name);
    while (seen.add(at)) {
      if (seen.size() > MOST_ALIASES) {
        throw new IOException("more than " + MOST_ALIASES + " CNAME records in a row: " + seen);
      }
      String owner = at;
      List<DnsRecord> aliases =
          ask(at, RecordType.CNAME).answers(RecordType.CNAME).stream()
              .filter(r -> r.name().equals(owner))
              .toList();
      if (aliases.isEmpty()) {
        return at;
      }
      at = aliases.get(0).text();
    }
    throw new IOException(
        "the CNAME records go round in a circle: " + String.join(" -> ", seen) + " -> " + at);
  }
}
