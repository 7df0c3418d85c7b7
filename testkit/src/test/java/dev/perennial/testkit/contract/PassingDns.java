package dev.perennial.testkit.contract;

import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.DnsProvider;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TxtRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A provider that keeps the contract, on a service in memory; wrong ones override a part. */
class PassingDns implements DnsProvider {
  static final String SECRET = "s3cret";

  /** What the service has. */
  final Map<String, List<String>> zone = Collections.synchronizedMap(new TreeMap<>());

  volatile DnsTrouble trouble = DnsTrouble.NONE;

  List<String> values(String name) {
    return List.copyOf(zone.getOrDefault(name, List.of()));
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Violation> validate(Map<String, Object> config, FieldPath path) {
    return List.of();
  }

  @Override
  public Set<String> referencedSecrets(Map<String, Object> config) {
    return Set.of("dns");
  }

  @Override
  public DnsEditor open(DnsContext context) {
    return new Editor(context);
  }

  /** Throws what the trouble is. */
  void requireWell(DnsContext context) {
    switch (trouble) {
      case NONE -> {}
      case OVERLOADED ->
          throw IssuerException.retryableAt(
              context.clock().instant().plusSeconds(120), "PresentError", "slow down", null);
      case WRONG_SECRET ->
          throw IssuerException.retryable("PresentError", "secret \"dns\" is wrong", null);
      default -> throw IssuerException.retryable("PresentError", "the service has trouble", null);
    }
  }

  void add(TxtRecord record) {
    synchronized (zone) {
      List<String> there = zone.computeIfAbsent(record.name(), n -> new ArrayList<>());
      if (!there.contains(record.value())) {
        there.add(record.value());
      }
    }
  }

  void remove(TxtRecord record) {
    synchronized (zone) {
      List<String> there = zone.getOrDefault(record.name(), new ArrayList<>());
      there.remove(record.value());
    }
  }

  private final class Editor implements DnsEditor {
    private final DnsContext context;

    Editor(DnsContext context) {
      this.context = context;
    }

    @Override
    public void present(TxtRecord record) {
      requireWell(context);
      add(record);
    }

    @Override
    public void cleanUp(TxtRecord record) {
      requireWell(context);
      remove(record);
    }
  }
}
