package dev.perennial.testkit.contract;

import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TxtRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Providers that break one sentence of the contract each. */
final class WrongDnsProviders {
  /** A wrong provider and the rule that must catch it. */
  record Wrong(String name, String caughtBy, Supplier<PassingDns> provider) {
    @Override
    public String toString() {
      return name;
    }
  }

  private WrongDnsProviders() {}

  static List<Wrong> all() {
    List<Wrong> all = new ArrayList<>();
    all.addAll(publishing());
    all.addAll(takingBack());
    all.addAll(faults());
    return all;
  }

  /** Publishes in some wrong way. */
  private interface Adding {
    void add(PassingDns dns, TxtRecord record, Runnable rightly);
  }

  private static Wrong adds(String name, String caughtBy, Supplier<Adding> adding) {
    return new Wrong(
        name,
        caughtBy,
        () -> {
          Adding wrong = adding.get();
          return new PassingDns() {
            @Override
            void add(TxtRecord record) {
              wrong.add(this, record, () -> super.add(record));
            }
          };
        });
  }

  private static Wrong removes(String name, String caughtBy, Supplier<Adding> removing) {
    return new Wrong(
        name,
        caughtBy,
        () -> {
          Adding wrong = removing.get();
          return new PassingDns() {
            @Override
            void remove(TxtRecord record) {
              wrong.add(this, record, () -> super.remove(record));
            }
          };
        });
  }

  private static TxtRecord with(TxtRecord record, String value) {
    return new TxtRecord(record.name(), record.zone(), value, record.ttl());
  }

  private static void addTwice(PassingDns dns, TxtRecord record) {
    dns.zone.computeIfAbsent(record.name(), n -> new ArrayList<>()).add(record.value());
  }

  private static List<Wrong> publishing() {
    return List.of(
        adds("publishes nothing", "aValueIsPublished", () -> (dns, record, rightly) -> {}),
        adds(
            "publishes a copy each time",
            "publishingAgainChangesNothing",
            () -> (dns, record, rightly) -> addTwice(dns, record)),
        adds(
            "replaces the whole set",
            "severalValuesStandAtOneName",
            () ->
                (dns, record, rightly) -> {
                  dns.zone.remove(record.name());
                  rightly.run();
                }),
        adds(
            "replaces the set when a value is there already",
            "publishingBothAgainKeepsBoth",
            () ->
                (dns, record, rightly) -> {
                  if (dns.values(record.name()).contains(record.value())) {
                    dns.zone.remove(record.name());
                  }
                  rightly.run();
                }),
        adds(
            "writes values in lower case",
            "valuesThatDifferInCaseAreTwo",
            () ->
                (dns, record, rightly) ->
                    addTwice(dns, with(record, record.value().toLowerCase(Locale.ROOT)))),
        adds(
            "cuts long values",
            "aLongValueIsWhole",
            () ->
                (dns, record, rightly) ->
                    dns.zone
                        .computeIfAbsent(record.name(), n -> new ArrayList<>())
                        .add(record.value().substring(0, Math.min(255, record.value().length())))),
        adds(
            "remembers what it published and does not look",
            "whatWasTakenBackCanBePublishedAgain",
            () -> {
              Set<TxtRecord> done = new HashSet<>();
              return (dns, record, rightly) -> {
                if (done.add(record)) {
                  rightly.run();
                }
              };
            }),
        adds(
            "reads, then writes the whole set",
            "manyThreadsPublishAtOneName",
            () -> {
              CountDownLatch several = new CountDownLatch(3);
              return (dns, record, rightly) -> {
                List<String> set = new ArrayList<>(dns.values(record.name()));
                several.countDown();
                await(several, record);
                if (!set.contains(record.value())) {
                  set.add(record.value());
                }
                dns.zone.put(record.name(), set);
              };
            }));
  }

  /** Holds the first of many back until others have read too; a lone one goes on. */
  private static void await(CountDownLatch several, TxtRecord record) {
    try {
      boolean many = record.value().startsWith("v");
      several.await(many ? 2000 : 0, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Wrong> takingBack() {
    return List.of(
        removes("takes nothing back", "theLastValueGoesToo", () -> (dns, record, rightly) -> {}),
        removes(
            "takes the whole set back",
            "oneValueGoesWithoutTheOthers",
            () -> (dns, record, rightly) -> dns.zone.remove(record.name())),
        removes(
            "fails when it is gone",
            "takingBackAgainIsNoError",
            () ->
                (dns, record, rightly) -> {
                  if (!dns.values(record.name()).contains(record.value())
                      && dns.zone.containsKey(record.name())) {
                    throw IssuerException.retryable("CleanUpError", "no such record", null);
                  }
                  rightly.run();
                }),
        removes(
            "fails when the name is not there",
            "takingBackWhatWasNeverThereIsNoError",
            () ->
                (dns, record, rightly) -> {
                  if (!dns.zone.containsKey(record.name())) {
                    throw IssuerException.retryable("CleanUpError", "no such name", null);
                  }
                  rightly.run();
                }),
        removes(
            "takes the value back everywhere",
            "otherNamesAreLeftAlone",
            () ->
                (dns, record, rightly) ->
                    dns.zone.values().forEach(values -> values.remove(record.value()))),
        new Wrong(
            "takes back only what the same editor published",
            "anotherEditorTakesBackWhatOnePublished",
            () ->
                new PassingDns() {
                  @Override
                  public DnsEditor open(DnsContext context) {
                    DnsEditor right = super.open(context);
                    Set<TxtRecord> own = new HashSet<>();
                    return new DnsEditor() {
                      @Override
                      public void present(TxtRecord record) {
                        if (!values(record.name()).contains(record.value())) {
                          own.add(record);
                        }
                        right.present(record);
                      }

                      @Override
                      public void cleanUp(TxtRecord record) {
                        if (own.contains(record)) {
                          right.cleanUp(record);
                        }
                      }
                    };
                  }
                }));
  }

  private static Wrong fails(String name, String caughtBy, Supplier<RuntimeException> fault) {
    return new Wrong(
        name,
        caughtBy,
        () ->
            new PassingDns() {
              @Override
              void requireWell(DnsContext context) {
                if (trouble != DnsTrouble.NONE) {
                  throw fault.get();
                }
              }
            });
  }

  private static List<Wrong> faults() {
    return List.of(
        fails(
            "gives up for good",
            "troubleOfTheServiceIsTransient",
            () -> IssuerException.terminal("PresentError", "no", null)),
        fails(
            "does not hand the wait on",
            "theWaitThatTheServiceAsksForIsHandedOn",
            () -> IssuerException.retryable("PresentError", "slow down", null)),
        fails(
            "does not name the secret",
            "aWrongSecretIsNamedAndNotShown",
            () -> IssuerException.retryable("PresentError", "not authorized", null)),
        fails(
            "shows the secret",
            "noFaultShowsTheSecret",
            () ->
                IssuerException.retryable(
                    "PresentError",
                    "failed",
                    new IllegalStateException("Bearer " + PassingDns.SECRET))),
        new Wrong(
            "stays broken",
            "theSameEditorWorksWhenTheTroubleIsOver",
            () ->
                new PassingDns() {
                  private volatile DnsTrouble worst = DnsTrouble.NONE;

                  @Override
                  void requireWell(DnsContext context) {
                    worst = trouble == DnsTrouble.NONE ? worst : trouble;
                    if (worst != DnsTrouble.NONE) {
                      throw IssuerException.retryable("PresentError", "broken", null);
                    }
                  }
                }),
        new Wrong(
            "connects when it is opened",
            "openingAsksNobody",
            () ->
                new PassingDns() {
                  @Override
                  public DnsEditor open(DnsContext context) {
                    requireWell(context);
                    return super.open(context);
                  }
                }),
        new Wrong(
            "finds fault with what works",
            "theConfigurationIsValid",
            () ->
                new PassingDns() {
                  @Override
                  public List<Violation> validate(Map<String, Object> config, FieldPath path) {
                    return List.of(Violation.required(path, "must be there"));
                  }
                }),
        new Wrong(
            "names no secret",
            "theSecretIsNamed",
            () ->
                new PassingDns() {
                  @Override
                  public Set<String> referencedSecrets(Map<String, Object> config) {
                    return Set.of();
                  }
                }));
  }
}
