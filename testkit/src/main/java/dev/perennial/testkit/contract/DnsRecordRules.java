package dev.perennial.testkit.contract;

import static dev.perennial.testkit.contract.DnsRules.record;
import static dev.perennial.testkit.contract.DnsRules.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.TxtRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What becomes of records. */
interface DnsRecordRules extends DnsRules {
  /** How many threads publish at once. */
  int THREADS = 4;

  @Test
  default void aValueIsPublished() {
    editor().present(record(NAME, value("a")));
    assertValues(NAME, value("a"));
  }

  @Test
  default void publishingAgainChangesNothing() {
    editor().present(record(NAME, value("a")));
    editor().present(record(NAME, value("a")));
    assertEquals(Set.of(value("a")), new TreeSet<>(contract().values(NAME)));
    assertEquals(true, contract().values(NAME).size() <= contract().copiesAfterRepeating());
  }

  @Test
  default void severalValuesStandAtOneName() {
    editor().present(record(NAME, value("a")));
    editor().present(record(NAME, value("b")));
    assertValues(NAME, value("a"), value("b"));
  }

  @Test
  default void publishingBothAgainKeepsBoth() {
    editor().present(record(NAME, value("a")));
    editor().present(record(NAME, value("b")));
    editor().present(record(NAME, value("a")));
    assertValues(NAME, value("a"), value("b"));
    editor().present(record(NAME, value("b")));
    assertValues(NAME, value("a"), value("b"));
  }

  @Test
  default void oneValueGoesWithoutTheOthers() {
    editor().present(record(NAME, value("a")));
    editor().present(record(NAME, value("b")));
    editor().cleanUp(record(NAME, value("a")));
    assertTakenBack(NAME, value("b"));
  }

  @Test
  default void theLastValueGoesToo() {
    editor().present(record(NAME, value("a")));
    editor().cleanUp(record(NAME, value("a")));
    assertTakenBack(NAME);
  }

  @Test
  default void whatWasTakenBackCanBePublishedAgain() {
    editor().present(record(NAME, value("a")));
    editor().cleanUp(record(NAME, value("a")));
    editor().present(record(NAME, value("a")));
    assertEquals(Set.of(value("a")), new TreeSet<>(contract().values(NAME)));
  }

  @Test
  default void takingBackAgainIsNoError() {
    editor().present(record(NAME, value("a")));
    editor().cleanUp(record(NAME, value("a")));
    editor().cleanUp(record(NAME, value("a")));
    assertTakenBack(NAME);
  }

  @Test
  default void takingBackWhatWasNeverThereIsNoError() {
    editor().cleanUp(record(OTHER_NAME, value("a")));
    assertValues(OTHER_NAME);
    editor().present(record(NAME, value("a")));
    editor().cleanUp(record(NAME, value("b")));
    assertValues(NAME, value("a"));
  }

  @Test
  default void otherNamesAreLeftAlone() {
    editor().present(record(NAME, value("a")));
    editor().present(record(OTHER_NAME, value("a")));
    editor().cleanUp(record(NAME, value("a")));
    assertValues(OTHER_NAME, value("a"));
  }

  @Test
  default void valuesThatDifferInCaseAreTwo() {
    editor().present(record(NAME, value("a")));
    editor().present(record(NAME, value("A")));
    assertValues(NAME, value("A"), value("a"));
    editor().cleanUp(record(NAME, value("A")));
    assertTakenBack(NAME, value("a"));
  }

  @Test
  default void aLongValueIsWhole() {
    if (contract().takesAnyValue()) {
      String longest = "ca.example; accounturi=https://ca.example/acme/" + "0123456789".repeat(30);
      editor().present(record(NAME, longest));
      editor().present(record(NAME, longest));
      assertValues(NAME, longest);
      editor().cleanUp(record(NAME, longest));
      assertTakenBack(NAME);
    }
  }

  @Test
  default void anotherEditorTakesBackWhatOnePublished() throws Exception {
    editor().present(record(NAME, value("a")));
    try (DnsEditor after = contract().openAnother()) {
      after.present(record(NAME, value("a")));
      after.cleanUp(record(NAME, value("a")));
    }
    assertTakenBack(NAME);
  }

  @Test
  default void manyThreadsPublishAtOneName() throws Exception {
    List<TxtRecord> records = new ArrayList<>();
    for (int i = 0; i < contract().valuesAtOneName(); i++) {
      records.add(record(NAME, value("v" + i)));
    }
    inParallel(records, editor()::present);
    assertValues(NAME, records.stream().map(TxtRecord::value).toArray(String[]::new));
    inParallel(records, editor()::cleanUp);
    assertTakenBack(NAME);
  }

  private static void inParallel(List<TxtRecord> records, Consumer<TxtRecord> work)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (TxtRecord record : records) {
        calls.add(
            () -> {
              work.accept(record);
              return true;
            });
      }
      for (Future<Boolean> done : threads.invokeAll(calls)) {
        assertEquals(true, done.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
