package dev.perennial.testkit.contract;

import dev.perennial.core.store.ResourceCodec;
import dev.perennial.model.Resource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes a number and remembers the resource: the contract is about stores, not about YAML. */
final class RememberingCodec implements ResourceCodec {
  private final List<Resource> written = new CopyOnWriteArrayList<>();

  @Override
  public synchronized byte[] write(Resource resource) {
    written.add(resource);
    return ("number: " + (written.size() - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Resource read(byte[] content) {
    String line =
        new String(content, StandardCharsets.US_ASCII)
            .lines()
            .filter(l -> l.startsWith("number: "))
            .findFirst()
            .orElseThrow();
    return written.get(Integer.parseInt(line.substring("number: ".length())));
  }
}
