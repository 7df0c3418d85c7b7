package dev.perennial.testkit.history;

import dev.perennial.model.ResourceType;
import dev.perennial.spi.Approval;
import dev.perennial.testkit.ScriptedAnswer;
import dev.perennial.testkit.fault.FaultyStore.Fault;
import dev.perennial.testkit.fault.FaultyStore.Moment;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** All that may happen in a history. */
final class Events {
  private static final Map<String, ScriptedAnswer> ANSWERS = new LinkedHashMap<>();

  static {
    ANSWERS.put("pend", ScriptedAnswer.pend(Duration.ofSeconds(30)));
    ANSWERS.put("pend for two days", ScriptedAnswer.pend(Duration.ofDays(2)));
    ANSWERS.put("refuse", ScriptedAnswer.refuse());
    ANSWERS.put("refuse as invalid", ScriptedAnswer.refuseAsInvalid());
    ANSWERS.put("fail", ScriptedAnswer.fail());
    ANSWERS.put("fail for an hour", ScriptedAnswer.failFor(Duration.ofHours(1)));
    ANSWERS.put("fail for good", ScriptedAnswer.failForGood());
    ANSWERS.put("throw unexpectedly", ScriptedAnswer.throwUnexpectedly());
    ANSWERS.put("answer with another key", ScriptedAnswer.answerWithAnotherKey());
    ANSWERS.put("answer with a foreign chain", ScriptedAnswer.answerWithForeignChain());
    ANSWERS.put("answer with garbage", ScriptedAnswer.answerWithGarbage());
    ANSWERS.put("answer with a garbage CA", ScriptedAnswer.answerWithGarbageCa());
    ANSWERS.put("sign expired", ScriptedAnswer.signExpired());
    ANSWERS.put("sign for two hours", ScriptedAnswer.signFor(Duration.ofHours(2)));
    ANSWERS.put("sign back-dated", ScriptedAnswer.signBackDated(Duration.ofDays(80)));
    ANSWERS.put("sign", ScriptedAnswer.sign());
  }

  private Events() {}

  static Arbitrary<List<Event>> histories() {
    return events().list().ofMinSize(1).ofMaxSize(10);
  }

  private static Arbitrary<Event> events() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, edits()),
        Tuple.of(4, times()),
        Tuple.of(4, answers()),
        Tuple.of(4, tamperings()),
        Tuple.of(4, faults()),
        Tuple.of(2, meddling()),
        Tuple.of(5, deeds()));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of(World.CERTIFICATES);
  }

  private static Arbitrary<Event> edits() {
    return Combinators.combine(names(), Arbitraries.of(Edits.ALL.keySet()))
        .as(
            (name, edit) ->
                new Event(
                    "edit " + name + ": " + edit, world -> world.edit(name, Edits.ALL.get(edit))));
  }

  private static Arbitrary<Event> times() {
    Arbitrary<Duration> lengths =
        Arbitraries.of("PT1M", "PT1H", "PT26H", "P9D", "P70D").map(Duration::parse);
    Arbitrary<Event> passing = lengths.map(d -> new Event("pass " + d, world -> world.pass(d)));
    Arbitrary<Event> jumps =
        Arbitraries.of("PT1H", "P20D", "P500D", "-PT10M", "-PT30H", "-P15D", "-P300D")
            .map(Duration::parse)
            .map(d -> new Event("jump " + d, world -> world.clock.advance(d)));
    return Arbitraries.frequencyOf(Tuple.of(2, passing), Tuple.of(1, jumps));
  }

  private static Arbitrary<Event> answers() {
    return Arbitraries.of(ANSWERS.keySet())
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(
            names ->
                new Event(
                    "the issuer will " + names,
                    world -> names.forEach(n -> world.issuer.then(ANSWERS.get(n)))));
  }

  private static Arbitrary<Event> tamperings() {
    return Combinators.combine(names(), Arbitraries.of(Tampering.values()))
        .as((name, t) -> new Event("tamper " + name + ": " + t, world -> world.tamper(name, t)));
  }

  private static Arbitrary<Event> faults() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 30),
            Arbitraries.of(true, false),
            Arbitraries.of(Fault.values()),
            Arbitraries.of(Moment.values()))
        .as(
            (n, write, fault, moment) ->
                new Event(
                    fault + " " + moment + " " + (write ? "write " : "operation ") + n,
                    world -> {
                      if (write) {
                        world.store.atWrite(world.store.writes() + n, fault, moment);
                      } else {
                        world.store.atOperation(world.store.operations() + n, fault, moment);
                      }
                    }));
  }

  private static Arbitrary<Event> meddling() {
    return Combinators.combine(
            names(), Arbitraries.of(Tampering.values()), Arbitraries.integers().between(1, 60))
        .as(
            (name, t, n) ->
                new Event(
                    "meddle " + name + " before operation " + n + ": " + t,
                    world -> world.meddler.after(n, () -> world.tamper(name, t))));
  }

  private static Arbitrary<Event> deeds() {
    Map<String, Consumer<World>> deeds = new LinkedHashMap<>();
    for (String name : World.CERTIFICATES) {
      deeds.put("renew " + name, world -> world.renew(name));
      deeds.put("delete certificate " + name, world -> world.deleteCertificate(name));
      deeds.put("apply certificate " + name, world -> world.edit(name, s -> s));
      deeds.put("temporary " + name, world -> world.wantTemporary(name, true));
      deeds.put("not temporary " + name, world -> world.wantTemporary(name, false));
      deeds.put(
          "delete requests of " + name,
          world -> world.deleteAll(ResourceType.CERTIFICATE_REQUEST, name + "-"));
      deeds.put(
          "delete next and previous of " + name,
          world -> {
            world.deleteAll(ResourceType.SECRET, name + "-tls-");
            world.deleteNextKeys(name);
          });
    }
    deeds.put("approve", world -> world.approval = Approval.approved("Test", "fine"));
    deeds.put("deny", world -> world.approval = Approval.denied("Test", "no"));
    deeds.put("do not decide", world -> world.approval = Approval.undecided());
    deeds.put("restart", World::restart);
    deeds.put("the issuer breaks down", world -> world.issuer.breakDown("broken"));
    deeds.put("the issuer heals", world -> world.issuer.heal());
    deeds.put("replace the CA", world -> world.issuer.replaceCa(Duration.ofDays(36_500)));
    deeds.put("a CA for 20 days", world -> world.issuer.replaceCa(Duration.ofDays(20)));
    deeds.put("delete the issuer", World::deleteIssuer);
    deeds.put("apply the issuers", World::applyIssuers);
    deeds.put("another password", world -> world.setPassword("second"));
    deeds.put("no password", world -> world.deleteAll(ResourceType.SECRET, World.PASSWORD_SECRET));
    return Arbitraries.of(deeds.keySet()).map(name -> new Event(name, deeds.get(name)));
  }
}
