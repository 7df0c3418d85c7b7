package dev.perennial.issuer.acme.provider;

/** Dynamic updates by TCP. */
class Rfc2136TcpContractTest extends Rfc2136ContractTest {
  @Override
  String protocol() {
    return "TCP";
  }
}
