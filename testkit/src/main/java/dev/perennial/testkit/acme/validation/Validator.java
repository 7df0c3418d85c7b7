package dev.perennial.testkit.acme.validation;

import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.problem.Refusal;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Makes validations. Safe for use by several threads. */
public final class Validator {
  private final Map<ChallengeType, Check> checks = new EnumMap<>(ChallengeType.class);
  private final Check caa;
  private final int perspectives;

  /**
   * Makes a validator.
   *
   * @param dns the DNS server that it asks
   * @param httpPort what stands for port 80
   * @param tlsPort what stands for port 443
   * @param issuers the names of the CA in CAA and dns-persist-01 records
   * @param perspectives how many times it looks for one validation
   */
  public Validator(
      InetSocketAddress dns,
      IntSupplier httpPort,
      IntSupplier tlsPort,
      List<String> issuers,
      int perspectives) {
    Resolver resolver = new Resolver(dns);
    checks.put(ChallengeType.HTTP_01, new Http01Check(resolver, httpPort));
    checks.put(ChallengeType.TLS_ALPN_01, new TlsAlpn01Check(resolver, tlsPort));
    checks.put(ChallengeType.DNS_01, Dns01Check.plain(resolver));
    checks.put(ChallengeType.DNS_ACCOUNT_01, Dns01Check.perAccount(resolver));
    checks.put(ChallengeType.DNS_PERSIST_01, new DnsPersist01Check(resolver, issuers));
    this.caa = new CaaCheck(resolver, issuers);
    this.perspectives = perspectives;
  }

  /** Validates; returns what is wrong, or empty when control was proved. */
  public Optional<Problem> validate(Target target) {
    Check check = checks.get(target.type());
    try {
      for (int i = 0; i < perspectives && check != null; i++) {
        check.look(target);
      }
      caa.look(target);
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(refusal.problem().about(target.identifier()));
    }
  }
}
