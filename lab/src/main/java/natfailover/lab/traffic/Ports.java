package natfailover.lab.traffic;

/** The ports of the far end, and those that colliding connections leave by. */
final class Ports {
  static final int HTTP = 7080;
  static final int DNS = 53;
  static final int DATAGRAMS = 7099;

  /** Of the first program of the far end; the next one has the next port. */
  static final int STREAMS = 7100;

  /** Below those that the kernel gives out of its own. */
  static final int COLLISION = 20_000;

  private Ports() {}
}
