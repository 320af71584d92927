package natfailover.lab.traffic;

import java.nio.ByteBuffer;

/**
 * What every message begins with, so that a message of another connection, or one too few or too
 * many, is noticed.
 *
 * @param connection the number that the near end gave its connection
 * @param token what the far end called it in its first answer; before that, the bytes a second that
 *     a download shall have
 * @param sentNanos when it was sent, by the clock that both ends share
 * @param number 0 for the first message each way, then one more each time
 * @param payload how many bytes follow
 */
record Frame(long connection, long token, long sentNanos, int number, int payload, int kind) {
  static final int BYTES = 3 * Long.BYTES + 3 * Integer.BYTES;
  static final int MOST_PAYLOAD = 16_384;

  /** The same, sent now by the other side and without payload. */
  Frame answer(long token) {
    return new Frame(connection, token, System.nanoTime(), number, 0, kind);
  }

  boolean wellFormed() {
    return number >= 0 && payload >= 0 && payload <= MOST_PAYLOAD && Kind.coded(kind).isPresent();
  }

  /** The bytes that go over the wire, payload included. */
  ByteBuffer bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES + payload);
    bytes.putLong(connection).putLong(token).putLong(sentNanos);
    return bytes.putInt(number).putInt(payload).putInt(kind).rewind();
  }

  static Frame take(ByteBuffer bytes) {
    return new Frame(
        bytes.getLong(),
        bytes.getLong(),
        bytes.getLong(),
        bytes.getInt(),
        bytes.getInt(),
        bytes.getInt());
  }
}
