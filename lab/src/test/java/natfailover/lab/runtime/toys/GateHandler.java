package natfailover.lab.runtime.toys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** Knocks at the port that the event names, waits for a byte, and answers with its process id. */
public final class GateHandler implements RequestHandler<Integer, Long> {
  @Override
  public Long handleRequest(Integer port, Context context) {
    try (Socket gate = new Socket(InetAddress.getLoopbackAddress(), port)) {
      if (gate.getInputStream().read() < 0) {
        throw new IllegalStateException("turned away");
      }
      return ProcessHandle.current().pid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
