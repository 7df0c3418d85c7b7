package dev.perennial.issuer.acme;

import dev.perennial.issuer.acme.alpn.TlsAlpn01Answers;
import dev.perennial.spi.TlsAlpn01Solver;
import dev.perennial.testkit.contract.TlsAlpn01SolverContract;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Certificates in the store, shown by the live key manager. */
class TlsAlpn01LiveContractTest extends TlsAlpn01SolverContract {
  private AlpnWorld world;

  @Override
  protected TlsAlpn01Solver open() throws Exception {
    world = new AlpnWorld(c -> {});
    return new TlsAlpn01Answers(new StoreSecrets(world.store));
  }

  @Override
  protected InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), world.port());
  }

  @Override
  protected void shut() throws Exception {
    world.close();
  }
}
