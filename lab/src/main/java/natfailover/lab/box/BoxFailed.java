package natfailover.lab.box;

import java.io.Serial;

/** The box could not be built or could not follow the region; the message names the cure. */
public final class BoxFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  BoxFailed(String message) {
    super(message);
  }
}
