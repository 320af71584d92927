package natfailover.lab.traffic;

import java.util.Locale;

/** A habit of TCP connections. */
public enum Kind {
  /** One of thousands: mostly silent, a few speak now and then, every one is asked at the end. */
  MASS,
  /** The host asks ten times a second and is answered. */
  ECHO,
  /** As echo, and every host uses the very same source port to the same server and port. */
  COLLISION,
  /** Only the far end speaks. */
  PUSH,
  /** Nobody speaks until after the fault; then the host does. */
  IDLE,
  /** The host asks before the fault; the far end answers after it. */
  POLL,
  /** The far end sends in bulk. */
  DOWNLOAD,
  /** The host sends in bulk. */
  UPLOAD;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
