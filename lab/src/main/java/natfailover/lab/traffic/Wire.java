package natfailover.lab.traffic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One end of a TCP connection that carries frames. */
abstract class Wire implements Loop.Guest {
  private final SocketChannel channel;
  private @Nullable SelectionKey key;
  private byte @Nullable [] partial;
  private @Nullable ArrayDeque<ByteBuffer> unsent;
  private int skip;
  private boolean over;

  Wire(SocketChannel channel) {
    this.channel = channel;
  }

  /** A frame has come. */
  abstract void received(Frame frame);

  /** The connection is no more; said once, and not after {@link #close()}. */
  abstract void ended(String why);

  /** The connection that was begun stands; only where it was begun at this end. */
  void connected() {}

  final void join(Loop loop, int interest) throws IOException {
    key = loop.register(channel, interest, this);
  }

  final SocketChannel channel() {
    return channel;
  }

  final boolean over() {
    return over;
  }

  /** Whether the kernel has not even taken what was sent so far. */
  final boolean clogged() {
    return unsent != null && !unsent.isEmpty();
  }

  @Override
  public final void ready(SelectionKey ready, ByteBuffer scratch) {
    try {
      if (ready.isConnectable() && channel.finishConnect()) {
        ready.interestOps(SelectionKey.OP_READ);
        connected();
      }
      if (!over && ready.isWritable()) {
        flush();
      }
      if (!over && ready.isReadable()) {
        read(scratch);
      }
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  final void send(Frame frame) {
    if (over) {
      return;
    }
    try {
      ByteBuffer bytes = frame.bytes();
      if (!clogged()) {
        channel.write(bytes);
      }
      if (bytes.hasRemaining()) {
        if (unsent == null) {
          unsent = new ArrayDeque<>();
        }
        unsent.add(bytes);
        flush();
      }
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  final void close() {
    over = true;
    try {
      channel.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }

  final void end(String why) {
    if (!over) {
      close();
      ended(why);
    }
  }

  private void flush() throws IOException {
    while (unsent != null && !unsent.isEmpty()) {
      channel.write(unsent.element());
      if (unsent.element().hasRemaining()) {
        break;
      }
      unsent.remove();
    }
    if (key != null) {
      key.interestOps(
          clogged() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
  }

  private void read(ByteBuffer scratch) throws IOException {
    scratch.clear();
    if (partial != null) {
      scratch.put(partial);
      partial = null;
    }
    int count = channel.read(scratch);
    take(scratch.flip());
    if (scratch.hasRemaining()) {
      partial = new byte[scratch.remaining()];
      scratch.get(partial);
    }
    if (count < 0) {
      end("closed by the far end");
    }
  }

  private void take(ByteBuffer bytes) {
    while (!over) {
      int skipped = Math.min(skip, bytes.remaining());
      bytes.position(bytes.position() + skipped);
      skip -= skipped;
      if (skip > 0 || bytes.remaining() < Frame.BYTES) {
        return;
      }
      Frame frame = Frame.take(bytes);
      if (!frame.wellFormed()) {
        end("mixed up: not a message that the other end sends: " + frame);
        return;
      }
      skip = frame.payload();
      received(frame);
    }
  }
}
