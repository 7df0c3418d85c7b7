package dev.perennial.issuer.acme;

import dev.perennial.issuer.acme.alpn.TlsAlpn01Answers;
import dev.perennial.issuer.acme.client.AccountLogin;
import dev.perennial.issuer.acme.client.AcmeClient;
import dev.perennial.issuer.acme.client.AcmeFault;
import dev.perennial.issuer.acme.config.AcmeConfig;
import dev.perennial.issuer.acme.config.Solver;
import dev.perennial.issuer.acme.dns.DnsClient;
import dev.perennial.issuer.acme.dns.Nameserver;
import dev.perennial.issuer.acme.http01.Http01Answers;
import dev.perennial.issuer.acme.order.OrderRunner;
import dev.perennial.issuer.acme.order.Presenter;
import dev.perennial.issuer.acme.provider.DnsProviders;
import dev.perennial.issuer.acme.solver.Dns01Presenter;
import dev.perennial.issuer.acme.solver.DnsEditors;
import dev.perennial.issuer.acme.solver.DnsLookups;
import dev.perennial.issuer.acme.solver.DnsSolvers;
import dev.perennial.issuer.acme.solver.Http01Presenter;
import dev.perennial.issuer.acme.solver.Http01SelfCheck;
import dev.perennial.issuer.acme.solver.TlsAlpn01Presenter;
import dev.perennial.issuer.acme.solver.TlsAlpn01SelfCheck;
import dev.perennial.model.RenewalAdvice;
import dev.perennial.spi.Checkpoint;
import dev.perennial.spi.DnsProvider;
import dev.perennial.spi.Http01Solver;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.RevocationRequest;
import dev.perennial.spi.Signer;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import dev.perennial.spi.TlsAlpn01Solver;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders certificates from one ACME server. Safe for use by several threads. */
final class AcmeSigner implements Signer {
  private final AcmeAccount account;
  private final OrderRunner orders;
  private final RenewalInfoReader renewals;
  private final Revoker revoker;
  private final OrderPreview preview;
  private final DnsEditors dnsEditors;

  AcmeSigner(IssuerContext context, AcmeConfig config) {
    AcmeIssuerConfig settings =
        context.extensions(AcmeIssuerConfig.class).stream()
            .reduce((first, last) -> last)
            .orElse(AcmeIssuerConfig.DEFAULT);
    HttpClient http = Https.client(config, settings);
    AcmeClient client =
        new AcmeClient(ServerUrl.of(config.server()), http, settings.timeout(), context.clock());
    this.account = new AcmeAccount(context, config, client);
    this.dnsEditors = dnsEditors(context, settings);
    this.preview = new OrderPreview(client, config, context.clock());
    this.revoker = new Revoker(client);
    this.renewals = new RenewalInfoReader(client);
    this.orders =
        new OrderRunner(
            client,
            config,
            context.clock(),
            presenters(context, settings, dnsEditors),
            settings.limits());
  }

  private static Map<Solver.Kind, Presenter> presenters(
      IssuerContext context, AcmeIssuerConfig settings, DnsEditors dnsEditors) {
    Map<Solver.Kind, Presenter> presenters = new EnumMap<>(Solver.Kind.class);
    List<Http01Solver> solvers = new ArrayList<>();
    solvers.add(new Http01Answers(context.secretStore()));
    solvers.addAll(context.extensions(Http01Solver.class));
    presenters.put(
        Solver.Kind.HTTP_01,
        new Http01Presenter(
            solvers,
            settings.selfCheck()
                ? Optional.of(new Http01SelfCheck(Https.unchecked(settings), settings.http01Port()))
                : Optional.empty()));
    Dns01Presenter dns = dns(context, settings, dnsEditors);
    presenters.put(Solver.Kind.DNS_01, dns);
    presenters.put(Solver.Kind.DNS_ACCOUNT_01, dns);
    presenters.put(Solver.Kind.DNS_PERSIST_01, dns);
    presenters.put(
        Solver.Kind.TLS_ALPN_01,
        new TlsAlpn01Presenter(
            new TlsAlpn01Answers(context.secretStore()),
            context.extensions(TlsAlpn01Solver.class),
            settings.selfCheck()
                ? Optional.of(new TlsAlpn01SelfCheck(Https.unchecked(), settings.tlsAlpn01Port()))
                : Optional.empty(),
            context.clock(),
            context.random()));
    return presenters;
  }

  private static DnsEditors dnsEditors(IssuerContext context, AcmeIssuerConfig settings) {
    DnsProviders providers =
        DnsProviders.of(
            context.extensions(DnsProvider.class), settings.dnsProviders(), settings.programs());
    return new DnsEditors(new DnsSolvers(providers), context, settings.timeout());
  }

  private static Dns01Presenter dns(
      IssuerContext context, AcmeIssuerConfig settings, DnsEditors dnsEditors) {
    return new Dns01Presenter(
        dnsEditors,
        new DnsLookups(
            new DnsClient(settings.dnsTimeout(), context.random(), () -> Https.plain(settings)),
            settings.recursiveNameservers().stream().map(Nameserver::parse).toList(),
            settings.recursiveNameserversOnly(),
            settings.dnsPort()),
        context.clock(),
        settings.selfCheck());
  }

  @Override
  public IssuerCheck check() {
    return account.check();
  }

  @Override
  public SigningStep sign(SigningRequest request, Optional<Checkpoint> checkpoint) {
    AccountLogin login = account.login();
    try {
      Optional<SigningStep> before =
          checkpoint.isEmpty() ? preview.look(request) : Optional.empty();
      return before.isPresent() ? before.get() : orders.next(request, checkpoint, login);
    } catch (AcmeFault fault) {
      if (fault.is("accountDoesNotExist")) {
        account.registerAnew();
        return orders.afterLostAccount(checkpoint);
      }
      throw AcmeAccount.exception("OrderPending", fault);
    }
  }

  @Override
  public Optional<RenewalAdvice> renewalAdvice(String chain) {
    try {
      return renewals.read(chain);
    } catch (AcmeFault fault) {
      throw AcmeAccount.exception("ARIError", fault);
    }
  }

  @Override
  public boolean revoke(RevocationRequest request) {
    try {
      return revoker.revoke(request, account::login);
    } catch (AcmeFault fault) {
      if (fault.isTransient()) {
        throw AcmeAccount.exception("RevocationFailed", fault);
      }
      throw IssuerException.terminal("RevocationFailed", String.valueOf(fault.getMessage()), fault);
    }
  }

  @Override
  public void close() {
    dnsEditors.close();
  }
}
