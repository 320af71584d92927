package natfailover.lab.region;

import java.util.Random;
import java.util.UUID;

/** Ids as AWS mints them, the same in every run with the same seed. */
final class Ids {
  private final Random random;

  /** Apart, so that reading changes nothing about what is made later. */
  private final Random requests;

  private int publicAddresses;

  Ids(long seed) {
    random = new Random(seed);
    requests = new Random(~seed);
  }

  /** As {@code eni-0123456789abcdef0}. */
  String next(String prefix) {
    return prefix + "-0" + String.format("%016x", random.nextLong());
  }

  String uuid() {
    return uuid(random);
  }

  String request() {
    return uuid(requests);
  }

  private static String uuid(Random source) {
    long high = (source.nextLong() & ~0xF000L) | 0x4000L;
    long low = (source.nextLong() & ~(3L << 62)) | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }

  /**
   * The next public address: of 198.51.100.0/24 as long as that lasts, then of 198.18.0.0/15. The
   * lab's internet has 203.0.113.0/24 and its nodes 192.0.2.0/24 for themselves.
   */
  String publicAddress() {
    int block = publicAddresses / 250;
    int host = publicAddresses % 250 + 1;
    publicAddresses++;
    return (block == 0 ? "198.51.100." : "198.18." + (block - 1) % 256 + ".") + host;
  }

  String hardwareAddress() {
    byte[] bytes = new byte[5];
    random.nextBytes(bytes);
    StringBuilder text = new StringBuilder("06");
    for (byte part : bytes) {
      text.append(String.format(":%02x", part));
    }
    return text.toString();
  }
}
