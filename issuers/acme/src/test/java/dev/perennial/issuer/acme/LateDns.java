package dev.perennial.issuer.acme;

import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.DnsProvider;
import dev.perennial.spi.TxtRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A stranger's provider: what it takes is seen when the test says so. */
final class LateDns implements DnsProvider {
  final List<TxtRecord> taken = new CopyOnWriteArrayList<>();
  final List<TxtRecord> takenBack = new CopyOnWriteArrayList<>();
  final AtomicInteger closed = new AtomicInteger();
  final List<Map<String, Object>> configs = new CopyOnWriteArrayList<>();

  @Override
  public String name() {
    return "late";
  }

  @Override
  public List<Violation> validate(Map<String, Object> config, FieldPath path) {
    return List.of();
  }

  @Override
  public Set<String> referencedSecrets(Map<String, Object> config) {
    return Set.of();
  }

  @Override
  public DnsEditor open(DnsContext context) {
    configs.add(context.config());
    return new DnsEditor() {
      @Override
      public void present(TxtRecord record) {
        taken.add(record);
      }

      @Override
      public void cleanUp(TxtRecord record) {
        takenBack.add(record);
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }
}
