package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every class with a builder keeps: each field comes back from its accessor and survives
 * {@code toBuilder}, counts in {@code equals}, and is shown by {@code toString}.
 */
final class BuilderContract {
  private BuilderContract() {}

  /**
   * Checks a class.
   *
   * @param builder gives a builder with all that is required set
   * @param samples for each method of the builder, a value that is not the default
   */
  static void check(Supplier<Object> builder, Map<String, Object> samples) throws Exception {
    TreeSet<String> setters = new TreeSet<>();
    for (Method method : builder.get().getClass().getDeclaredMethods()) {
      if (method.getParameterCount() == 1 && !method.isSynthetic()) {
        setters.add(method.getName());
      }
    }
    assertEquals(setters, new TreeSet<>(samples.keySet()));
    Object plain = call(builder.get(), "build");
    assertEquals(plain, call(builder.get(), "build"));
    assertEquals(plain.hashCode(), call(builder.get(), "build").hashCode());
    assertNotEquals(plain, new Object());
    assertNotEquals(plain, null);
    assertTrue(plain.toString().startsWith(plain.getClass().getSimpleName()), plain.toString());
    for (Map.Entry<String, Object> sample : samples.entrySet()) {
      checkField(builder.get(), plain, sample.getKey(), sample.getValue());
    }
  }

  private static void checkField(Object builder, Object plain, String field, Object value)
      throws Exception {
    Object returned = setter(builder, field).invoke(builder, value);
    assertEquals(builder, returned, field);
    Object built = call(builder, "build");
    assertEquals(value, call(built, field), field);
    assertNotEquals(plain, built, field);
    assertNotEquals(plain.hashCode(), built.hashCode(), field);
    assertTrue(built.toString().contains(value.toString()), field);
    Object again = call(call(built, "toBuilder"), "build");
    assertEquals(built, again, field);
    assertEquals(value, call(again, field), field);
  }

  private static Method setter(Object builder, String field) {
    for (Method method : builder.getClass().getDeclaredMethods()) {
      if (method.getName().equals(field) && method.getParameterCount() == 1) {
        return method;
      }
    }
    throw new AssertionError("no method " + field);
  }

  private static @Nullable Object call(Object target, String method) throws Exception {
    return target.getClass().getMethod(method).invoke(target);
  }
}
