package dev.perennial.issuer.acme.http01;

import dev.perennial.core.store.InMemoryStore;
import dev.perennial.issuer.acme.StoreSecrets;
import dev.perennial.spi.Http01Solver;
import dev.perennial.testkit.contract.Http01SolverContract;
import java.net.InetSocketAddress;
import java.net.URI;

/** Answers in the store, shown by the listener. */
class Http01ListenerContractTest extends Http01SolverContract {
  private Http01Listener listener;

  boolean isOpen() {
    return listener != null;
  }

  String host() {
    return "127.0.0.1";
  }

  @Override
  protected Http01Solver open() {
    InMemoryStore store = new InMemoryStore();
    listener =
        Http01Listener.open(
            new Http01Handler(store), new InetSocketAddress(host(), 0), Runnable::run);
    return new Http01Answers(new StoreSecrets(store));
  }

  @Override
  protected URI site() {
    String host = host().contains(":") ? "[" + host() + "]" : host();
    return URI.create("http://" + host + ":" + listener.port());
  }

  @Override
  protected void shut() {
    listener.close();
  }
}
