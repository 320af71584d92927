package natfailover.lab.region;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One API action in two steps: everything is validated first, and only what {@link #prepare}
 * returns changes anything. That makes every write atomic and gives DryRun its meaning.
 */
@FunctionalInterface
interface Action {
  Supplier<Tree> prepare(Parameters parameters);

  /** An action that changes nothing. */
  static Action read(Function<Parameters, Tree> reader) {
    return parameters -> {
      Tree tree = reader.apply(parameters);
      return () -> tree;
    };
  }

  /** The bare {@code <return>true</return>} of EC2's writes. */
  static Supplier<Tree> done(Runnable change) {
    return () -> {
      change.run();
      return new Tree().put("return", true);
    };
  }

  /** The empty result of Auto Scaling's writes. */
  static Supplier<Tree> silently(Runnable change) {
    return () -> {
      change.run();
      return new Tree();
    };
  }
}
