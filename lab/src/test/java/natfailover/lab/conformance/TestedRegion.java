package natfailover.lab.conformance;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.region.Timing;

/** Our region, served; nothing in it takes time, since nothing does in the emulators. */
record TestedRegion(RegionServer server) implements AutoCloseable {
  private static final Duration CHECK = Duration.ofMillis(20);
  private static final Duration VISIBLE = Duration.ofHours(1);

  static TestedRegion start() throws IOException {
    Duration none = Duration.ZERO;
    Timing timing =
        new Timing(
            none, none, none, VISIBLE, none, none, none, CHECK, CHECK, CHECK, CHECK, none, CHECK);
    return new TestedRegion(RegionServer.start(RegionSettings.defaults().withTiming(timing)));
  }

  URI address() {
    return server.endpoint();
  }

  @Override
  public void close() {
    server.close();
  }
}
