package dev.perennial.architecture.wrong.core.store;

import tools.jackson.databind.JsonNode;

/** A store that reads JSON. */
final class StoreUsesJackson {
  JsonNode target;
}
