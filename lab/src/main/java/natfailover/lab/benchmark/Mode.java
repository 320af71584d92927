package natfailover.lab.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import natfailover.lab.runtime.Initialization;

/** The state of the function that the event meets. */
enum Mode {
  /** No process: it has to be started and initialised for the event, without SnapStart. */
  COLD(Initialization.ON_DEMAND),
  /** SnapStart: initialised and primed ahead, held at the checkpoint, restored for the event. */
  RESTORED(Initialization.SNAP_START),
  /** Restored, and has answered a sweep since. */
  WARM(Initialization.SNAP_START);

  private final Initialization initialization;

  Mode(Initialization initialization) {
    this.initialization = initialization;
  }

  Initialization initialization() {
    return initialization;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Mode named(String label) {
    return Arrays.stream(values())
        .filter(mode -> mode.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no mode '%s'; allowed: %s".formatted(label, labels())));
  }

  private static String labels() {
    return List.of(values()).stream().map(Mode::label).collect(Collectors.joining(", "));
  }
}
