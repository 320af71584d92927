package natfailover.lab.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Holds every {@code GateHandler} that knocks until it is opened. */
final class Gate implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final ServerSocket door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  private final Deque<Socket> held = new ArrayDeque<>();

  Gate() throws IOException {
    door.setSoTimeout(PATIENCE_MILLIS);
  }

  /** The event that sends a handler here. */
  String event() {
    return String.valueOf(door.getLocalPort());
  }

  /** Returns once another handler stands at the gate. */
  void awaitKnock() throws IOException {
    held.add(door.accept());
  }

  /** Lets the handler go that has waited longest. */
  void letOneGo() throws IOException {
    try (Socket handler = held.remove()) {
      handler.getOutputStream().write(1);
    }
  }

  /** Whether the handler that has waited longest is gone without having been let go. */
  boolean awaitHangUp() throws IOException {
    try (Socket handler = held.remove()) {
      handler.setSoTimeout(PATIENCE_MILLIS);
      return handler.getInputStream().read() < 0;
    } catch (SocketException _) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket handler : held) {
      handler.close();
    }
    door.close();
  }
}
