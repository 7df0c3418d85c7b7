package dev.perennial.core.lifecycle;

import dev.perennial.core.lifecycle.Policy.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** cert-manager's certificate controllers, each as the step of ours that does its work. */
public final class Controllers {
  private Controllers() {}

  /** Decides as one controller does. */
  @FunctionalInterface
  public interface Controller {
    /** Returns what this controller wants next. */
    Decision decide(View view, Instant now);
  }

  /** What a policy chain is made to find in place of its own findings. */
  public record Injected(String reason, String message) {}

  public static Controller keyManager() {
    return of(new KeyStep());
  }

  public static Controller requestManager() {
    return of(new RequestStep());
  }

  public static Controller issuing() {
    return of(new IssueStep());
  }

  public static Controller postIssuance() {
    return of(new PostIssuanceStep());
  }

  public static Controller revisionManager() {
    return of(new HistoryStep());
  }

  public static Controller trigger(Supplier<Optional<Injected>> finds) {
    return of(new TriggerStep(chain(finds)));
  }

  public static Controller readiness(Supplier<Optional<Injected>> finds) {
    return of(new ReadinessStep(chain(finds)));
  }

  public static Controller renewalInformation() {
    return of(new RenewalInformationStep());
  }

  private static List<Policy> chain(Supplier<Optional<Injected>> finds) {
    return List.of(
        new Policy(
            "Injected", input -> finds.get().map(i -> new Violation(i.reason(), i.message()))));
  }

  private static Controller of(Lifecycle.Step step) {
    return (view, now) -> Lifecycle.decide(List.of(step), view, now);
  }
}
