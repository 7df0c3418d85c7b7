package dev.perennial.issuer.acme.solver;

import dev.perennial.issuer.acme.config.DnsSolver;
import dev.perennial.issuer.acme.dns.DnsClient;
import dev.perennial.issuer.acme.dns.Nameserver;
import dev.perennial.issuer.acme.dns.Propagation;
import dev.perennial.issuer.acme.dns.Resolver;
import dev.perennial.issuer.acme.dns.SystemNameservers;
import java.nio.file.Path;
import java.util.List;

/** Who is asked about the names of a solver. Safe for use by several threads. */
public final class DnsLookups {
  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  private final DnsClient client;
  private final List<Nameserver> recursive;
  private final boolean recursiveOnly;
  private final int port;

  /**
   * Makes it.
   *
   * @param client what asks
   * @param recursive the name servers of the host; empty for those of the machine
   * @param recursiveOnly whether authoritative servers are not asked
   * @param port the port of authoritative servers
   */
  public DnsLookups(DnsClient client, List<Nameserver> recursive, boolean recursiveOnly, int port) {
    this.client = client;
    this.recursive = List.copyOf(recursive);
    this.recursiveOnly = recursiveOnly;
    this.port = port;
  }

  Resolver resolver(DnsSolver dns) {
    if (!dns.nameservers().isEmpty()) {
      return new Resolver(client, dns.nameservers().stream().map(Nameserver::parse).toList());
    }
    return new Resolver(
        client, recursive.isEmpty() ? SystemNameservers.read(RESOLV_CONF) : recursive);
  }

  /** The name servers of a solver are asked instead of the authoritative ones (cert-manager). */
  Propagation propagation(DnsSolver dns) {
    return new Propagation(resolver(dns), recursiveOnly || !dns.nameservers().isEmpty(), port);
  }
}
