package dev.perennial.issuer.acme.solver;

import dev.perennial.issuer.acme.config.DnsSolver;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.DnsProvider;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.IssuerException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The editors of the solvers of one issuer, opened when needed. Safe for use by several threads.
 */
public final class DnsEditors {
  private final DnsSolvers solvers;
  private final IssuerContext context;
  private final Duration timeout;
  private final Map<DnsSolver, DnsEditor> open = new ConcurrentHashMap<>();

  /**
   * Makes editors.
   *
   * @param solvers who knows the providers
   * @param context the world of the issuer
   * @param timeout the bound of one exchange with a service
   */
  public DnsEditors(DnsSolvers solvers, IssuerContext context, Duration timeout) {
    this.solvers = solvers;
    this.context = context;
    this.timeout = timeout;
  }

  DnsProvider provider(DnsSolver dns) {
    return solvers
        .providers()
        .find(dns.provider())
        .orElseThrow(
            () ->
                IssuerException.retryable(
                    "InvalidSolver", solvers.providers().unknown(dns.provider()), null));
  }

  DnsEditor editor(DnsSolver dns) {
    return open.computeIfAbsent(dns, d -> provider(d).open(new World(d.config())));
  }

  /** Closes what was opened. */
  public void close() {
    open.values().forEach(DnsEditor::close);
    open.clear();
  }

  private final class World implements DnsContext {
    private final Map<String, Object> config;

    World(Map<String, Object> config) {
      this.config = config;
    }

    @Override
    public Map<String, Object> config() {
      return config;
    }

    @Override
    public Optional<SecretBytes> secret(String name, String key) {
      return context
          .secrets()
          .read(new ResourceName(context.secretNamespace(), name))
          .flatMap((SecretBundle bundle) -> bundle.value(key));
    }

    @Override
    public InstantSource clock() {
      return context.clock();
    }

    @Override
    public SecureRandom random() {
      return context.random();
    }

    @Override
    public Duration timeout() {
      return timeout;
    }
  }
}
