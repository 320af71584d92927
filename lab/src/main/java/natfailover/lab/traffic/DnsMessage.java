package natfailover.lab.traffic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The few DNS messages (RFC 1035) that the load needs: a query for one address and its answer. */
final class DnsMessage {
  private static final int HEADER = 12;
  private static final short RECURSION_DESIRED = 0x0100;
  private static final short ANSWERED = (short) 0x8180;
  private static final short TYPE_A = 1;
  private static final short CLASS_IN = 1;
  private static final short NAME_IN_QUESTION = (short) 0xC00C;
  private static final int TIME_TO_LIVE = 60;
  private static final int ADDRESS = 4;

  private DnsMessage() {}

  /** Asks for the address of a name. */
  static byte[] query(int id, String name) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + name.length() + 2 + 4);
    bytes.putShort((short) id).putShort(RECURSION_DESIRED);
    bytes.putShort((short) 1).putShort((short) 0).putInt(0);
    for (String label : name.split("\\.", -1)) {
      bytes.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.put((byte) 0).putShort(TYPE_A).putShort(CLASS_IN).array();
  }

  /** The answer to a query, or nothing to what is none. */
  static Optional<byte[]> answer(byte[] query, byte[] address) {
    if (query.length < HEADER || address.length != ADDRESS || query[5] != 1 || query[2] < 0) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(query.length + 12 + ADDRESS);
    bytes.put(query).putShort(2, ANSWERED).putShort(6, (short) 1);
    bytes.putShort(NAME_IN_QUESTION).putShort(TYPE_A).putShort(CLASS_IN);
    return Optional.of(bytes.putInt(TIME_TO_LIVE).putShort((short) ADDRESS).put(address).array());
  }

  /** The address in an answer to this very query; nothing if it is another's. */
  static Optional<byte[]> address(byte[] query, byte[] answer) {
    boolean same =
        answer.length == query.length + 12 + ADDRESS
            && answer[0] == query[0]
            && answer[1] == query[1]
            && answer[2] < 0
            && Arrays.equals(query, HEADER, query.length, answer, HEADER, query.length);
    return same
        ? Optional.of(Arrays.copyOfRange(answer, answer.length - ADDRESS, answer.length))
        : Optional.empty();
  }
}
