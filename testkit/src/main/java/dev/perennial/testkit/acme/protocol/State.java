package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.jws.Json;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that the CA remembers. Used under the CA's lock. */
final class State {
  /** 128 bits: the least entropy of a token (RFC 8555, section 8.3). */
  private static final int TOKEN_BYTES = 16;

  final Map<String, Account> accounts = new LinkedHashMap<>();
  final Map<String, Account> accountsByKey = new HashMap<>();
  final Map<String, Order> orders = new LinkedHashMap<>();
  final Map<String, Authorization> authorizations = new LinkedHashMap<>();
  final Map<String, Challenge> challenges = new HashMap<>();
  final Map<String, IssuedCertificate> certificates = new LinkedHashMap<>();

  /** Public keys that were revoked for key compromise. */
  final Set<String> compromisedKeys = new HashSet<>();

  /** When the requests came that rate limits count. */
  final Map<String, Deque<Instant>> counted = new HashMap<>();

  private final SecureRandom random;

  State(SecureRandom random) {
    this.random = random;
  }

  /** Returns a name for something new. */
  String newId() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Json.encode(bytes);
  }

  /**
   * Puts a list in another order: clients must not rely on one (RFC 8555, section 7.4; for
   * challenges, 7.1.4 promises none).
   */
  void shuffle(List<?> list) {
    Collections.shuffle(list, random);
  }

  void add(Account account) {
    accounts.put(account.id, account);
    accountsByKey.put(account.key.thumbprint(), account);
  }

  void loseOrders() {
    orders.clear();
    authorizations.clear();
    challenges.clear();
    accounts.values().forEach(account -> account.orders.clear());
  }

  void loseAccounts() {
    accounts.clear();
    accountsByKey.clear();
  }

  void loseAll() {
    loseOrders();
    loseAccounts();
    certificates.clear();
    compromisedKeys.clear();
    counted.clear();
  }
}
