package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.Tables;
import org.junit.jupiter.api.Test;

/** The names that the lifecycle gives. The hashes were computed with another program. */
class GivenNamesTest {
  private static final String ROOM_FOR_A_HASH = "a".repeat(168);

  @Test
  void aRequestIsNamedAfterItsCertificateAndRevision() {
    assertEquals("web-7", Names.request("web", 7));
  }

  @Test
  void aNameOf233CharactersIsKept() {
    assertEquals("a".repeat(233) + "-1", Names.request("a".repeat(233), 1));
  }

  @Test
  void oneMoreKeepsItsBeginningAndEndsInItsHash() {
    assertEquals(
        ROOM_FOR_A_HASH + "-fbe497915d1c081a73ab4ac04b2c87be3c19dd7e919f8f577426e4549d6ce0f2-1",
        Names.request(ROOM_FOR_A_HASH + "b".repeat(66), 1));
  }

  @Test
  void theBeginningEndsInALetterOrDigit() {
    assertEquals(
        "a".repeat(160) + "-75adba061c815286dd4d4e7e00156ced55f7ced6ed7ebf1bf8faf1f97d311971",
        Names.shortened("a".repeat(160) + "-".repeat(8) + "b".repeat(66), 233));
    for (char last : "azAZ09".toCharArray()) {
      String name = "a".repeat(167) + last + "b".repeat(66);
      assertEquals(last, Names.shortened(name, 233).charAt(167));
    }
    for (char last : "`{@[/:".toCharArray()) {
      String name = "a".repeat(167) + last + "b".repeat(66);
      assertEquals('-', Names.shortened(name, 233).charAt(167));
    }
  }

  @Test
  void withoutSuchABeginningTheHashStandsAlone() {
    String hash = "41233c35667994a0ad31ffa724e2df3e6c2c1db467f3059d415255fece33427a";
    assertEquals(hash, Names.shortened("-".repeat(234), 233));
    assertEquals(64, Names.shortened("a".repeat(65), 64).length());
    assertEquals(64, Names.shortened("a".repeat(70), 65).length());
    assertEquals("a-", Names.shortened("a".repeat(70), 66).substring(0, 2));
  }

  @Test
  void aLengthWithoutRoomForTheHashIsRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Names.shortened("a", 63));
    assertTrue(refused.getMessage().contains("64"), refused.getMessage());
    assertEquals("a", Names.shortened("a", 64));
  }

  @Test
  void previousBundlesAreNamedAfterTheirSecretAndRevision() {
    assertEquals("web-tls-rev-3", Names.previousBundle("web-tls", 3));
    assertEquals("web-tls-rev-", PreviousBundle.prefix("web-tls"));
    String longest = Names.previousBundle("a".repeat(253), Integer.MAX_VALUE);
    assertTrue(longest.length() <= 253, longest);
  }

  @Test
  void theNameOfANextKeyBeginsWithTheCertificateAndHangsOnTheIssuance() {
    String name = nextKey("asked", "{}");
    assertTrue(name.startsWith(NextKey.prefix("web")) && name.length() == 9, name);
    assertEquals(name, nextKey("asked", "{}"));
    assertNotEquals(name, nextKey("asked", "meta: {uid: other}"));
    assertNotEquals(name, nextKey("asked", "status: {revision: 2}"));
    String later = "status: {conditions: {Issuing: {since: '2026-01-12T00:00:00Z'}}}";
    assertNotEquals(name, nextKey("asked", later));
    assertEquals(9, nextKey("in-order", "{}").length());
  }

  private static String nextKey(String scene, String patch) {
    return Names.nextKeySecret(Scene.of(scene, Tables.parse(patch)).view());
  }
}
