package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.util.ArrayList;
import java.util.List;

/** Finds out why certificates do not make one chain, to say so. */
final class ChainFault {
  private ChainFault() {}

  static PkiException of(List<ChainNode> nodes, IssuedBy issuedBy) {
    List<ChainNode> tops = new ArrayList<>();
    for (ChainNode node : nodes) {
      if (issues(node, nodes, issuedBy) > 1) {
        return fault(
            "branches: "
                + node.subject()
                + " issued more than one of the certificates; give those of one leaf only");
      }
      if (!isIssued(node, nodes, issuedBy)) {
        tops.add(node);
      }
    }
    if (tops.isEmpty()) {
      return cycle(nodes.get(0));
    }
    ChainNode first =
        tops.stream().filter(top -> !issuedBy.test(top, top)).findFirst().orElse(tops.get(0));
    return fault(
        "is in "
            + Math.max(2, tops.size())
            + " pieces: "
            + first.subject()
            + " was issued by "
            + first.issuer()
            + ", and no certificate here joins it to the others; add what is missing or leave out"
            + " what does not belong to the chain");
  }

  static PkiException cycle(ChainNode node) {
    return fault(
        "is cyclic: "
            + node.subject()
            + " issued a certificate that it descends from; give those of one leaf only");
  }

  private static int issues(ChainNode issuer, List<ChainNode> nodes, IssuedBy issuedBy) {
    int count = 0;
    for (ChainNode node : nodes) {
      count += node != issuer && issuedBy.test(node, issuer) ? 1 : 0;
    }
    return count;
  }

  private static boolean isIssued(ChainNode node, List<ChainNode> nodes, IssuedBy issuedBy) {
    return nodes.stream().anyMatch(other -> other != node && issuedBy.test(node, other));
  }

  private static PkiException fault(String what) {
    return new PkiException(Reason.BROKEN_CHAIN, "chain: " + what);
  }
}
