package dev.perennial.core.pki;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was found in a stored key store, not parsed yet. */
final class StoredEntries {
  private final List<byte[]> chain = new ArrayList<>();
  private final Map<String, byte[]> trusted = new LinkedHashMap<>();
  private List<String> algorithms = List.of();
  private String alias = "";
  private byte @Nullable [] pkcs8;

  void key(String keyAlias, byte[] key) {
    alias = keyAlias;
    pkcs8 = key;
  }

  void addToChain(byte[] certificate) {
    chain.add(certificate);
  }

  void trust(String trustedAlias, byte[] certificate) {
    trusted.put(trustedAlias, certificate);
  }

  /** Takes the algorithms in the order in which they stand: MAC, certificates, key. */
  void algorithms(List<String> names) {
    algorithms = List.copyOf(names);
  }

  List<String> algorithms() {
    return algorithms;
  }

  String alias() {
    return alias;
  }

  byte @Nullable [] pkcs8() {
    return pkcs8;
  }

  List<byte[]> chain() {
    return chain;
  }

  Map<String, byte[]> trusted() {
    return trusted;
  }

  boolean hasKey() {
    return pkcs8 != null;
  }

  boolean hasKey(byte[] expected) {
    return Arrays.equals(pkcs8, expected);
  }

  boolean hasChain(List<X509Certificate> expected) {
    return same(chain, expected);
  }

  boolean trusts(List<X509Certificate> expected) {
    return same(List.copyOf(trusted.values()), expected);
  }

  boolean trusts(List<String> aliases, List<X509Certificate> expected) {
    return trusted.keySet().equals(Set.copyOf(aliases)) && same(sorted(aliases), expected);
  }

  private List<byte[]> sorted(List<String> aliases) {
    List<byte[]> found = new ArrayList<>();
    aliases.forEach(name -> found.add(trusted.getOrDefault(name, new byte[0])));
    return found;
  }

  private static boolean same(List<byte[]> found, List<X509Certificate> expected) {
    if (found.size() != expected.size()) {
      return false;
    }
    for (int i = 0; i < found.size(); i++) {
      if (!Arrays.equals(found.get(i), Certificates.der(expected.get(i)))) {
        return false;
      }
    }
    return true;
  }
}
