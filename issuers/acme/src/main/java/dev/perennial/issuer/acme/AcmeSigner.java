package dev.perennial.issuer.acme;

import dev.perennial.issuer.acme.alpn.TlsAlpn01Answers;
import dev.perennial.issuer.acme.client.AccountLogin;
import dev.perennial.issuer.acme.client.AcmeClient;
import dev.perennial.issuer.acme.client.AcmeFault;
import dev.perennial.issuer.acme.config.AcmeConfig;
import dev.perennial.issuer.acme.config.Solver;
import dev.perennial.issuer.acme.http01.Http01Answers;
import dev.perennial.issuer.acme.order.OrderRunner;
import dev.perennial.issuer.acme.order.Presenter;
import dev.perennial.issuer.acme.solver.Http01Presenter;
import dev.perennial.issuer.acme.solver.Http01SelfCheck;
import dev.perennial.issuer.acme.solver.TlsAlpn01Presenter;
import dev.perennial.issuer.acme.solver.TlsAlpn01SelfCheck;
import dev.perennial.spi.Checkpoint;
import dev.perennial.spi.Http01Solver;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.Signer;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import dev.perennial.spi.TlsAlpn01Solver;
import java.net.URI;
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

  AcmeSigner(IssuerContext context, AcmeConfig config) {
    AcmeIssuerConfig settings =
        context.extensions(AcmeIssuerConfig.class).stream()
            .reduce((first, last) -> last)
            .orElse(AcmeIssuerConfig.DEFAULT);
    HttpClient http = Https.client(config, settings);
    AcmeClient client =
        new AcmeClient(URI.create(config.server()), http, settings.timeout(), context.clock());
    this.account = new AcmeAccount(context, config, client);
    this.orders = new OrderRunner(client, config, context.clock(), presenters(context, settings));
  }

  private static Map<Solver.Kind, Presenter> presenters(
      IssuerContext context, AcmeIssuerConfig settings) {
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

  @Override
  public IssuerCheck check() {
    return account.check();
  }

  @Override
  public SigningStep sign(SigningRequest request, Optional<Checkpoint> checkpoint) {
    AccountLogin login = account.login();
    try {
      return orders.next(request, checkpoint, login);
    } catch (AcmeFault fault) {
      if (fault.is("accountDoesNotExist")) {
        account.registerAnew();
        throw IssuerException.retryable(
            "AccountLost", "the server no longer knows the account; it is registered anew", fault);
      }
      throw AcmeAccount.exception("OrderPending", fault);
    }
  }
}
