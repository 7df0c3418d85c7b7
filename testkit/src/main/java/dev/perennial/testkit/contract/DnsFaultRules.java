package dev.perennial.testkit.contract;

import static dev.perennial.testkit.contract.DnsRules.record;
import static dev.perennial.testkit.contract.DnsRules.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.FieldPath;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.IssuerException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a provider says of its configuration, and what it throws. */
interface DnsFaultRules extends DnsRules {
  /** What {@link DnsTrouble#OVERLOADED} asks to wait. */
  Duration ASKED_WAIT = Duration.ofSeconds(120);

  @Test
  default void theConfigurationIsValid() {
    assertFalse(contract().provider().name().isBlank());
    assertEquals(
        List.of(), contract().provider().validate(contract().context().config(), FieldPath.SPEC));
  }

  @Test
  default void theSecretIsNamed() {
    contract()
        .secretName()
        .ifPresent(
            name ->
                assertTrue(
                    contract()
                        .provider()
                        .referencedSecrets(contract().context().config())
                        .contains(name)));
  }

  @Test
  default void openingAsksNobody() throws Exception {
    for (DnsTrouble trouble : contract().troubles()) {
      contract().cause(trouble);
      try (DnsEditor opened = contract().openAnother()) {
        assertTrue(opened != null, "opened during " + trouble);
      }
    }
  }

  @Test
  default void troubleOfTheServiceIsTransient() {
    for (DnsTrouble trouble : contract().troubles()) {
      contract().cause(trouble);
      assertTrue(failure().isTransient(), trouble + " may pass");
    }
  }

  @Test
  default void theWaitThatTheServiceAsksForIsHandedOn() {
    if (contract().troubles().contains(DnsTrouble.OVERLOADED)) {
      contract().cause(DnsTrouble.OVERLOADED);
      assertEquals(
          Optional.of(contract().context().clock().instant().plus(ASKED_WAIT)),
          failure().retryAt());
    }
  }

  @Test
  default void aWrongSecretIsNamedAndNotShown() {
    if (contract().troubles().contains(DnsTrouble.WRONG_SECRET)) {
      contract().cause(DnsTrouble.WRONG_SECRET);
      String message = String.valueOf(failure().getMessage());
      assertTrue(message.contains(contract().secretName().orElseThrow()), message);
    }
  }

  @Test
  default void noFaultShowsTheSecret() {
    for (DnsTrouble trouble : contract().troubles()) {
      contract().cause(trouble);
      for (Throwable at = failure(); at != null; at = at.getCause()) {
        String shown = String.valueOf(at);
        contract()
            .secretValue()
            .ifPresent(secret -> assertFalse(shown.contains(secret), "a message shows the secret"));
      }
    }
  }

  @Test
  default void theSameEditorWorksWhenTheTroubleIsOver() {
    for (DnsTrouble trouble : contract().troubles()) {
      contract().cause(trouble);
      failure();
      contract().cause(DnsTrouble.NONE);
      editor().present(record(NAME, value("a")));
      assertTrue(contract().values(NAME).contains(value("a")), "after " + trouble);
      editor().cleanUp(record(NAME, value("a")));
    }
  }

  private IssuerException failure() {
    return assertThrows(
        IssuerException.class, () -> editor().present(record(NAME, value("unlucky"))));
  }
}
