package dev.perennial.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether and in which windows a certificate is renewed by time. Immutable.
 *
 * @param policy the policy; null when it is missing, which validation reports
 * @param windows the windows; empty means any time
 */
public record RenewalSpec(@Nullable RenewalPolicy policy, List<RenewalWindow> windows) {
  /** Copies the list. */
  public RenewalSpec {
    windows = List.copyOf(windows);
  }
}
