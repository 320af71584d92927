package natfailover.lab.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import natfailover.lab.stack.Made;
import natfailover.lab.stack.Maker;
import natfailover.lab.stack.Makers;
import natfailover.lab.stack.StackFailed;
import org.jspecify.annotations.Nullable;

/** Alarms, the last that a fleet's stack changes: a change of one fails when it is to. */
final class LateFailure implements Maker {
  static final String WHY = "Resource handler returned message: Rate exceeded";
  private @Nullable Runnable meanwhile;

  /** Has the next change fail, once this has happened. */
  void next(Runnable happening) {
    meanwhile = happening;
  }

  @Override
  public Made create(String name, JsonNode properties) {
    return new Made(name, Map.of("Arn", Makers.arn("cloudwatch", "alarm:" + name)));
  }

  @Override
  public Made update(Made made, JsonNode before, JsonNode after) {
    Runnable happening = meanwhile;
    meanwhile = null;
    if (happening != null) {
      happening.run();
      throw new StackFailed(WHY);
    }
    return made;
  }
}
