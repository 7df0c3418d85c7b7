package dev.perennial.issuer.acme.tlsalpn01;

import dev.perennial.core.store.InMemoryStore;
import dev.perennial.issuer.acme.StoreSecrets;
import dev.perennial.issuer.acme.alpn.TlsAlpn01Answers;
import dev.perennial.spi.TlsAlpn01Solver;
import dev.perennial.testkit.contract.TlsAlpn01SolverContract;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Certificates in the store, shown by the listener. */
class TlsAlpn01ListenerContractTest extends TlsAlpn01SolverContract {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private TlsAlpn01Listener listener;

  @Override
  protected TlsAlpn01Solver open() {
    InMemoryStore store = new InMemoryStore();
    listener =
        TlsAlpn01Listener.open(
            store, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), threads);
    return new TlsAlpn01Answers(new StoreSecrets(store));
  }

  @Override
  protected InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port());
  }

  @Override
  protected void shut() {
    listener.close();
    threads.shutdownNow();
  }
}
