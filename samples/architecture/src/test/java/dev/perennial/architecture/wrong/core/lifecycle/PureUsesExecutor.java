package dev.perennial.architecture.wrong.core.lifecycle;

import java.util.concurrent.Executor;

/** A decision with threads. */
final class PureUsesExecutor {
  Executor target;
}
