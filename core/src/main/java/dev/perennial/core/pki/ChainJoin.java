package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Joins certificates into one path from the leaf upwards. Fragments are merged while one's end was
 * issued by another's beginning, in cert-manager's order, so that bundles with more than one answer
 * get cert-manager's.
 */
final class ChainJoin {
  /** Bounds what a bundle can cost in which all names are the same; honest ones need one each. */
  private static final int MAX_SIGNATURE_CHECKS = 5_000;

  private final IssuedBy issuedBy = new IssuedBy(MAX_SIGNATURE_CHECKS);

  private ChainJoin() {}

  /** Returns all certificates, without repetitions, leaf first and the root, if any, last. */
  static List<X509Certificate> join(Collection<X509Certificate> certificates) {
    if (certificates.isEmpty()) {
      throw new PkiException(Reason.NO_DATA, "chain: no certificates; at least the leaf is needed");
    }
    TreeMap<byte[], X509Certificate> different = new TreeMap<>(Arrays::compareUnsigned);
    for (X509Certificate certificate : certificates) {
      different.put(Certificates.der(certificate), certificate);
    }
    if (different.size() > CertificateChain.MAX_CERTIFICATES) {
      throw new PkiException(
          Reason.TOO_LARGE,
          "chain: "
              + different.size()
              + " different certificates; at most "
              + CertificateChain.MAX_CERTIFICATES
              + " are joined");
    }
    List<ChainNode> nodes = new ArrayList<>();
    different.forEach(
        (der, certificate) -> nodes.add(new ChainNode(nodes.size(), certificate, der)));
    return new ChainJoin().join(nodes);
  }

  private List<X509Certificate> join(List<ChainNode> nodes) {
    List<List<ChainNode>> fragments = new ArrayList<>();
    nodes.forEach(node -> fragments.add(new ArrayList<>(List.of(node))));
    while (fragments.size() > 1) {
      List<ChainNode> last = fragments.remove(fragments.size() - 1);
      if (!mergeIntoOne(last, fragments)) {
        throw ChainFault.of(nodes, issuedBy);
      }
    }
    List<ChainNode> path = fragments.get(0);
    ChainNode top = path.get(path.size() - 1);
    if (!issuedBy.test(top, top) && path.stream().anyMatch(other -> issuedBy.test(top, other))) {
      throw ChainFault.cycle(top);
    }
    return path.stream().map(ChainNode::certificate).toList();
  }

  private boolean mergeIntoOne(List<ChainNode> last, List<List<ChainNode>> fragments) {
    for (int i = 0; i < fragments.size(); i++) {
      List<ChainNode> other = fragments.get(i);
      if (issuedBy.test(other.get(other.size() - 1), last.get(0))) {
        other.addAll(last);
        return true;
      }
      if (issuedBy.test(last.get(last.size() - 1), other.get(0))) {
        last.addAll(other);
        fragments.set(i, last);
        return true;
      }
    }
    return false;
  }
}
