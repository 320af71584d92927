package natfailover.prober;

import java.net.Inet4Address;

/** Which addresses are on the internet, so that the way there leads through NAT. */
final class Internet {
  private static final int CARRIER_GRADE = 100;
  private static final int MULTICAST_AND_RESERVED = 224;

  private Internet() {}

  /**
   * False for addresses that are answered nearby. A name with a VPC endpoint leads to such a one, a
   * blocked name to 0.0.0.0 or to this machine; an answer from there says nothing about NAT.
   */
  static boolean holds(Inet4Address address) {
    byte[] bytes = address.getAddress();
    int first = Byte.toUnsignedInt(bytes[0]);
    int second = Byte.toUnsignedInt(bytes[1]);
    boolean shared = first == CARRIER_GRADE && second >= 64 && second < 128;
    return first != 0
        && first < MULTICAST_AND_RESERVED
        && !shared
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isSiteLocalAddress();
  }
}
