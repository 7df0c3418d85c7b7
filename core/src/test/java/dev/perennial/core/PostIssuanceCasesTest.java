package dev.perennial.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.lifecycle.Controllers;
import dev.perennial.core.lifecycle.SecretFacts;
import dev.perennial.core.lifecycle.Settings;
import dev.perennial.model.Certificate;
import dev.perennial.model.JksKeystore;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.Pkcs12Keystore;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.Resource;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The step that brings a secret back in line, through the reader and the performer of the manager:
 * it writes where cert-manager does, once, and then rests.
 */
class PostIssuanceCasesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final SecretBytes PASSWORD = SecretBytes.ofUtf8("changeit");

  @TestFactory
  Stream<DynamicTest> secrets() {
    return Cases.rows("lifecycle/post-issuance-secret.json", PostIssuanceCasesTest::check);
  }

  private static void check(JsonNode row) {
    JsonNode parameters = row.path("testParameters");
    int wanted = parameters.path("expectedAction").asBoolean() ? 1 : 0;
    JsonNode existing = asOurFieldManager(row.path("input").path("existing"));
    if (existing.isEmpty()) {
      assertEquals(0, wanted);
      return;
    }
    Settings settings =
        Settings.builder().ownSecrets(parameters.path("enableOwnerRef").asBoolean()).build();
    Certificate certificate = withPasswords(CaseResources.certificateIn(existing));
    List<Resource> all =
        new ArrayList<>(new CaseResources(existing, certificate.meta().name()).all());
    all.removeIf(Certificate.class::isInstance);
    all.add(withEncodingOf(all, certificate));
    CaseWorld world = new CaseWorld(all, CaseWorld.now(row), settings);
    world.run(certificate.meta().resourceName(), Controllers.postIssuance());
    assertEquals(wanted, world.writes().size(), world.writes().toString());
    world.writes().forEach(w -> assertEquals(certificate.secretName(), w.key().name()));
    assertEquals(CaseWorld.expectedEvents(row), world.events());
  }

  /** The field manager of cert-manager's tests is another than that of its controller. */
  private static JsonNode asOurFieldManager(JsonNode objects) {
    return JSON.readTree(
        objects.toString().replace("cert-manager-unit-tests", "cert-manager-certificates-issuing"));
  }

  /**
   * A key that is not encoded as the spec says is written anew by us, and not looked at by cert-
   * manager (design, section 7); so the spec is made to say what is there.
   */
  private static Certificate withEncodingOf(List<Resource> all, Certificate certificate) {
    KeyEncoding found =
        all.stream()
            .filter(SecretBundle.class::isInstance)
            .map(secret -> SecretFacts.read((SecretBundle) secret).keyEncoding())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(KeyEncoding.PKCS1);
    PrivateKeySpec key = certificate.spec().privateKey();
    return certificate.toBuilder()
        .spec(
            certificate.spec().toBuilder()
                .privateKey(
                    new PrivateKeySpec(key.algorithm(), key.size(), found, key.rotationPolicy()))
                .build())
        .build();
  }

  /** The recorded run had nobody writing, so it got by without the passwords. */
  private static Certificate withPasswords(Certificate certificate) {
    KeystoresSpec keystores = certificate.spec().keystores();
    if (keystores == null) {
      return certificate;
    }
    KeystoresSpec filled =
        new KeystoresSpec(withPassword(keystores.jks()), withPassword(keystores.pkcs12()));
    return certificate.toBuilder()
        .spec(certificate.spec().toBuilder().keystores(filled).build())
        .build();
  }

  private static @Nullable JksKeystore withPassword(@Nullable JksKeystore jks) {
    return jks == null ? null : new JksKeystore(jks.create(), jks.alias(), PASSWORD, null);
  }

  private static @Nullable Pkcs12Keystore withPassword(@Nullable Pkcs12Keystore p12) {
    return p12 == null ? null : new Pkcs12Keystore(p12.create(), p12.profile(), PASSWORD, null);
  }
}
