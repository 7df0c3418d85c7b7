package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.jws.Jwk;
import dev.perennial.testkit.acme.jws.Jws;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** External account binding (RFC 8555, section 7.3.4). */
final class AccountBinding {
  private final Settings settings;

  AccountBinding(Settings settings) {
    this.settings = settings;
  }

  /** Returns the binding of a new account, checked, or null when it has none. */
  @Nullable JsonNode check(JsonNode newAccount, Signed request) {
    JsonNode node = newAccount.path("externalAccountBinding");
    if (!node.isObject()) {
      if (settings.externalAccountRequired() || !node.isMissingNode()) {
        throw Refusal.of(
            ProblemType.EXTERNAL_ACCOUNT_REQUIRED,
            "newAccount needs an \"externalAccountBinding\" here");
      }
      return null;
    }
    Jws binding = Jws.read(node);
    binding.requireMacAlgorithm();
    if (binding.has("nonce")) {
      throw Refusal.malformed("the account binding must not have a nonce");
    }
    if (!binding.header("url").equals(Optional.of(request.url()))) {
      throw Refusal.malformed("\"url\" of the account binding must be that of the request");
    }
    String kid =
        binding
            .header("kid")
            .orElseThrow(() -> Refusal.malformed("the account binding has no \"kid\""));
    String key =
        Optional.ofNullable(settings.externalAccounts().get(kid))
            .orElseThrow(
                () ->
                    Refusal.of(
                        ProblemType.UNAUTHORIZED, "no external account has the key id " + kid));
    binding.verifyMac(Json.decode(key, "the MAC key"));
    Jwk bound = Jwk.read(Json.readObject(binding.payload(), "the payload of the account binding"));
    if (!bound.matches(request.key())) {
      throw Refusal.malformed("the account binding is for another account key");
    }
    return node;
  }
}
