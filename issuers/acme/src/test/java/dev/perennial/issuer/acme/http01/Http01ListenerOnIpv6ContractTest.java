package dev.perennial.issuer.acme.http01;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.perennial.spi.Http01Solver;
import java.io.UncheckedIOException;

/** The same on IPv6, where the machine has it. */
class Http01ListenerOnIpv6ContractTest extends Http01ListenerContractTest {
  @Override
  String host() {
    return "::1";
  }

  @Override
  protected Http01Solver open() {
    try {
      return super.open();
    } catch (UncheckedIOException e) {
      return abort("this machine has no IPv6 loopback");
    }
  }

  @Override
  protected void shut() {
    if (isOpen()) {
      super.shut();
    }
  }
}
