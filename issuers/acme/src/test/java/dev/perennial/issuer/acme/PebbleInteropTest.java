package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.ResourceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ACME issuer against Pebble, in real time. */
@Tag("interop")
class PebbleInteropTest {
  private static final Map<String, String> FAST = Map.of("PEBBLE_VA_NOSLEEP", "1");

  @TempDir Path folder;

  private static Map<String, String> fastAnd(String name, String value) {
    return Map.of("PEBBLE_VA_NOSLEEP", "1", name, value);
  }

  @Test
  void severalNamesAndAnAddressAreProvenByHttp() throws Exception {
    try (PebbleWorld world = PebbleWorld.start(folder, FAST, "")) {
      world.issuer("");
      world.certificate("web", "dnsNames: [web.example.com, www.example.com]");
      world.certificate("ip", "ipAddresses: [127.0.0.1]");
      assertEquals(List.of("web.example.com", "www.example.com"), names(world.issue("web")));
      assertEquals(List.of("127.0.0.1"), names(world.issue("ip")));
      assertEquals(0, world.presented());
    }
  }

  @Test
  void anAccountIsBound() throws Exception {
    String mac = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
    String settings =
        "\"externalAccountBindingRequired\": true, \"externalAccountMACKeys\": {\"kid-1\": \""
            + mac
            + "\"},";
    try (PebbleWorld world = PebbleWorld.start(folder, FAST, settings)) {
      world.secret("eab", mac);
      world.issuer(
          "externalAccountBinding: {keyID: kid-1, keySecretRef: {name: eab, key: secret}}");
      world.certificate("web", "dnsNames: [web.example.com]");
      world.issue("web");
    }
  }

  @Test
  void theProfileIsTaken() throws Exception {
    try (PebbleWorld world = PebbleWorld.start(folder, FAST, "")) {
      world.issuer("profile: shortlived");
      world.certificate("web", "dnsNames: [web.example.com]");
      X509Certificate leaf = world.issue("web");
      Duration life =
          Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
      assertTrue(life.compareTo(Duration.ofDays(7)) < 0, life::toString);
    }
  }

  @Test
  void theChainIsChosenByTheNameOfItsRoot() throws Exception {
    try (PebbleWorld world =
        PebbleWorld.start(folder, fastAnd("PEBBLE_ALTERNATE_ROOTS", "2"), "")) {
      List<String> roots = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        roots.add(world.root(i));
      }
      for (int i = 0; i < 3; i++) {
        world.issuer("preferredChain: \"" + roots.get(i) + "\"");
        world.certificate("c" + i, "dnsNames: [c" + i + ".example.com]");
        world.issue("c" + i);
        assertTrue(world.top("c" + i).contains(roots.get(i)), world.top("c" + i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "100"})
  void authorizationsAreReusedOrNot(String rate) throws Exception {
    try (PebbleWorld world = PebbleWorld.start(folder, fastAnd("PEBBLE_AUTHZREUSE", rate), "")) {
      world.issuer("");
      world.certificate("a", "dnsNames: [web.example.com]");
      world.issue("a");
      world.certificate("b", "dnsNames: [web.example.com]");
      world.issue("b");
    }
  }

  @Test
  void halfOfTheNoncesAreRejected() throws Exception {
    try (PebbleWorld world =
        PebbleWorld.start(folder, fastAnd("PEBBLE_WFE_NONCEREJECT", "50"), "")) {
      world.issuer("");
      for (int i = 0; i < 3; i++) {
        world.certificate("c" + i, "dnsNames: [c" + i + ".example.com]");
        world.issue("c" + i);
      }
    }
  }

  @Test
  void aServerThatStartsAnewBetweenAnyTwoStepsGetsOneMoreOrder() throws Exception {
    for (int step = 1; step <= 7; step++) {
      Path place = Files.createDirectory(folder.resolve("step-" + step));
      try (PebbleWorld world = PebbleWorld.start(place, FAST, "")) {
        world.issuer("");
        world.certificate("web", "dnsNames: [web.example.com]");
        world.restartAfterWrites(2 + step * 2);
        world.issue("web");
        assertEquals(0, world.failedAttempts(new ResourceName("demo", "web")), "step " + step);
        assertEquals(0, world.presented(), "step " + step);
      }
    }
  }

  private static List<String> names(X509Certificate leaf) throws Exception {
    return leaf.getSubjectAlternativeNames().stream().map(n -> (String) n.get(1)).sorted().toList();
  }
}
