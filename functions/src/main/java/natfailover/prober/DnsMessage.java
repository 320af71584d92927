package natfailover.prober;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A question for IPv4 addresses, and its reply, as RFC 1035 has them. */
final class DnsMessage {
  /** The longest message by UDP. */
  static final int LONGEST = 512;

  static final int NO_ERROR = 0;
  static final int NO_SUCH_NAME = 3;

  private static final short RECURSION_DESIRED = 0x0100;
  private static final int IS_REPLY = 0x8000;
  private static final int CODE = 0x000f;
  private static final int POINTER = 0xc0;
  private static final short TYPE_A = 1;
  private static final short CLASS_INTERNET = 1;

  private DnsMessage() {}

  /**
   * A server's word.
   *
   * @param code RFC 1035's RCODE
   */
  record Reply(int code, List<Inet4Address> addresses) {}

  /** Asks for the addresses of a name that {@link Target} let pass. */
  static ByteBuffer question(int id, String name) {
    ByteBuffer message = ByteBuffer.allocate(LONGEST);
    message.putShort((short) id).putShort(RECURSION_DESIRED);
    message.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    for (String label : name.split("\\.", 0)) {
      byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
      message.put((byte) bytes.length).put(bytes);
    }
    message.put((byte) 0).putShort(TYPE_A).putShort(CLASS_INTERNET);
    return message.flip();
  }

  /**
   * Reads the reply to the question of this id; empty for anything else. All addresses count,
   * whatever name they stand under: a resolver puts those of an alias there, too.
   */
  static Optional<Reply> reply(int id, ByteBuffer message) {
    try {
      boolean ours = Short.toUnsignedInt(message.getShort()) == id;
      int flags = Short.toUnsignedInt(message.getShort());
      if (!ours || (flags & IS_REPLY) == 0) {
        return Optional.empty();
      }
      int questions = Short.toUnsignedInt(message.getShort());
      int answers = Short.toUnsignedInt(message.getShort());
      message.getInt();
      for (int question = 0; question < questions; question++) {
        skipName(message);
        message.getInt();
      }
      List<Inet4Address> addresses = new ArrayList<>();
      for (int answer = 0; answer < answers; answer++) {
        address(message).ifPresent(addresses::add);
      }
      return Optional.of(new Reply(flags & CODE, List.copyOf(addresses)));
    } catch (BufferUnderflowException | IllegalArgumentException garbage) {
      return Optional.empty();
    }
  }

  private static Optional<Inet4Address> address(ByteBuffer message) {
    skipName(message);
    short type = message.getShort();
    message.getShort();
    message.getInt();
    byte[] content = new byte[Short.toUnsignedInt(message.getShort())];
    message.get(content);
    if (type != TYPE_A) {
      return Optional.empty();
    }
    try {
      return InetAddress.getByAddress(content) instanceof Inet4Address address
          ? Optional.of(address)
          : Optional.empty();
    } catch (UnknownHostException wrongLength) {
      return Optional.empty();
    }
  }

  private static void skipName(ByteBuffer message) {
    int length = Byte.toUnsignedInt(message.get());
    while (length != 0 && length < POINTER) {
      message.position(message.position() + length);
      length = Byte.toUnsignedInt(message.get());
    }
    if (length >= POINTER) {
      message.get();
    }
  }
}
