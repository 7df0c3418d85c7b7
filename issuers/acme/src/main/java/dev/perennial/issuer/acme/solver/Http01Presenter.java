package dev.perennial.issuer.acme.solver;

import dev.perennial.issuer.acme.order.Answer;
import dev.perennial.issuer.acme.order.Presenter;
import dev.perennial.spi.Http01Solver;
import java.util.List;
import java.util.Optional;

/** Shows answers in the shared store, and wherever the host has them shown besides. */
public final class Http01Presenter implements Presenter {
  private final List<Http01Solver> solvers;
  private final Optional<Http01SelfCheck> selfCheck;

  /** Makes a presenter. */
  public Http01Presenter(List<Http01Solver> solvers, Optional<Http01SelfCheck> selfCheck) {
    this.solvers = List.copyOf(solvers);
    this.selfCheck = selfCheck;
  }

  @Override
  public void present(Answer answer) {
    solvers.forEach(s -> s.present(answer.token(), answer.keyAuthorization()));
  }

  @Override
  public Optional<String> check(Answer answer) {
    return selfCheck.flatMap(
        c -> c.problem(answer.name(), answer.token(), answer.keyAuthorization()));
  }

  @Override
  public void cleanUp(Answer answer) {
    solvers.forEach(s -> s.cleanUp(answer.token()));
  }
}
