package natfailover.lab.traffic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A habit of TCP connections. */
public enum Kind {
  /** One of thousands: mostly silent, a few speak now and then, every one is asked at the end. */
  MASS(1),
  /** The host asks ten times a second and is answered. */
  ECHO(2),
  /** As echo, and every host uses the very same source port to the same server and port. */
  COLLISION(3),
  /** Only the far end speaks. */
  PUSH(4),
  /** Nobody speaks until after the fault; then the host does. */
  IDLE(5),
  /** The host asks before the fault; the far end answers after it. */
  POLL(6),
  /** The far end sends in bulk. */
  DOWNLOAD(7),
  /** The host sends in bulk. */
  UPLOAD(8);

  private final int code;

  Kind(int code) {
    this.code = code;
  }

  /** How it is called on the wire. */
  int code() {
    return code;
  }

  /** Whether somebody speaks all the time, so that a silence is a stall and no habit. */
  public boolean steady() {
    return switch (this) {
      case ECHO, COLLISION, PUSH, DOWNLOAD, UPLOAD -> true;
      case MASS, IDLE, POLL -> false;
    };
  }

  /** Whether the host speaks, so that a node may learn of the connection in mid-stream. */
  boolean hostSpeaks() {
    return switch (this) {
      case MASS, ECHO, COLLISION, IDLE, UPLOAD -> true;
      case PUSH, POLL, DOWNLOAD -> false;
    };
  }

  static Optional<Kind> coded(int code) {
    return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
