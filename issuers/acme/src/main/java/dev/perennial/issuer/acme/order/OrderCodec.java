package dev.perennial.issuer.acme.order;

import dev.perennial.issuer.acme.order.ChallengeState.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.JSON;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/** Writes where an order stands as JSON, and reads it back. What is empty is left out. */
public final class OrderCodec {
  private OrderCodec() {}

  /** Returns the text of a state. */
  public static String write(OrderState state) {
    JSONBuilder json = new JSONBuilder();
    json.put("placed", state.placed());
    text(json, "order", state.url());
    text(json, "finalize", state.finalizeUrl());
    if (!state.authorizations().isEmpty()) {
      List<Map<String, Object>> list = new ArrayList<>();
      state.authorizations().forEach(a -> list.add(authorization(a)));
      json.array("authorizations", list);
    }
    if (state.finalized()) {
      json.put("finalized", true);
    }
    text(json, "certificate", state.certificateUrl());
    text(json, "pollAt", time(state.pollAt()));
    json.put("polls", state.polls());
    if (!state.replaces()) {
      json.put("replaces", false);
    }
    text(json, "failure", state.failure());
    return json.toString();
  }

  private static Map<String, Object> authorization(AuthorizationState a) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("url", a.url());
    put(fields, "status", a.status());
    put(fields, "type", a.type());
    put(fields, "value", a.value());
    if (a.wildcard()) {
      fields.put("wildcard", true);
    }
    put(fields, "pollAt", time(a.pollAt()));
    if (a.polls() > 0) {
      fields.put("polls", a.polls());
    }
    ChallengeState challenge = a.challenge();
    if (challenge != null) {
      fields.put("challenge", challenge(challenge));
    }
    return fields;
  }

  private static Map<String, Object> challenge(ChallengeState c) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", c.type());
    fields.put("url", c.url());
    put(fields, "token", c.token());
    if (!c.issuerDomains().isEmpty()) {
      fields.put("issuerDomains", c.issuerDomains());
    }
    fields.put("solver", c.solver());
    fields.put("stage", c.stage().name());
    put(fields, "presentedAt", time(c.presentedAt()));
    put(fields, "checkAt", time(c.checkAt()));
    return fields;
  }

  /** Returns the state of a text; empty when it makes no sense, so that the order begins anew. */
  public static Optional<OrderState> read(String text) {
    try {
      return Optional.of(state(JSON.parse(text)));
    } catch (AcmeProtocolException | IllegalArgumentException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private static OrderState state(JSON json) {
    List<AuthorizationState> authorizations = new ArrayList<>();
    for (JSON.Value value : json.get("authorizations").asArray()) {
      authorizations.add(authorization(value.asObject()));
    }
    return new OrderState(
        number(json, "placed"),
        text(json, "order"),
        text(json, "finalize"),
        authorizations,
        flag(json, "finalized", false),
        text(json, "certificate"),
        time(json, "pollAt"),
        number(json, "polls"),
        flag(json, "replaces", true),
        text(json, "failure"));
  }

  private static AuthorizationState authorization(JSON json) {
    return new AuthorizationState(
        text(json, "url"),
        text(json, "status"),
        text(json, "type"),
        text(json, "value"),
        flag(json, "wildcard", false),
        json.contains("challenge") ? challenge(json.get("challenge").asObject()) : null,
        time(json, "pollAt"),
        number(json, "polls"));
  }

  private static ChallengeState challenge(JSON json) {
    return new ChallengeState(
        text(json, "type"),
        text(json, "url"),
        text(json, "token"),
        texts(json, "issuerDomains"),
        number(json, "solver"),
        Stage.valueOf(text(json, "stage")),
        time(json, "presentedAt"),
        time(json, "checkAt"));
  }

  private static String text(JSON json, String name) {
    return json.get(name).map(JSON.Value::asString).orElse("");
  }

  private static List<String> texts(JSON json, String name) {
    List<String> texts = new ArrayList<>();
    for (JSON.Value value : json.get(name).asArray()) {
      texts.add(value.asString());
    }
    return texts;
  }

  private static int number(JSON json, String name) {
    return json.get(name).map(JSON.Value::asInt).orElse(0);
  }

  private static boolean flag(JSON json, String name, boolean otherwise) {
    return json.get(name).map(JSON.Value::asBoolean).orElse(otherwise);
  }

  private static @Nullable Instant time(JSON json, String name) {
    return json.get(name).map(JSON.Value::asString).map(Instant::parse).orElse(null);
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : time.toString();
  }

  private static void text(JSONBuilder json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  private static void put(Map<String, Object> fields, String name, String text) {
    if (!text.isEmpty()) {
      fields.put(name, text);
    }
  }
}
