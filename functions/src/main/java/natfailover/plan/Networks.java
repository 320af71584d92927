package natfailover.plan;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IPv4 networks in as few CIDR blocks as cover the same addresses. */
final class Networks {
  private static final Pattern CIDR =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  private Networks() {}

  /** An aligned block: its first address, and how many bits of it are given. */
  private record Block(long first, int length) {
    long size() {
      return 1L << (32 - length);
    }

    boolean covers(Block other) {
      return first <= other.first && other.first + other.size() <= first + size();
    }

    boolean isLowerHalfBeside(Block other) {
      return length == other.length && first % (2 * size()) == 0 && other.first == first + size();
    }

    @Override
    public String toString() {
      return "%d.%d.%d.%d/%d"
          .formatted(first >> 24, first >> 16 & 255, first >> 8 & 255, first & 255, length);
    }
  }

  /**
   * The same addresses in the fewest blocks, lowest first. What is no CIDR is left out: AWS writes
   * none such, and it must not end a failover.
   */
  static List<String> aggregate(Collection<String> networks) {
    Deque<Block> result = new ArrayDeque<>();
    networks.stream()
        .flatMap(network -> block(network).stream())
        .sorted(Comparator.comparingLong(Block::first).thenComparingInt(Block::length))
        .filter(block -> result.isEmpty() || !result.getLast().covers(block))
        .forEach(block -> append(result, block));
    return result.stream().map(Block::toString).toList();
  }

  private static void append(Deque<Block> result, Block block) {
    Block next = block;
    while (!result.isEmpty() && result.getLast().isLowerHalfBeside(next)) {
      Block lower = result.removeLast();
      next = new Block(lower.first(), lower.length() - 1);
    }
    result.addLast(next);
  }

  private static Optional<Block> block(String network) {
    Matcher parts = CIDR.matcher(network);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long address = 0;
    for (int part = 1; part <= 4; part++) {
      int octet = Integer.parseInt(parts.group(part));
      if (octet > 255) {
        return Optional.empty();
      }
      address = address * 256 + octet;
    }
    int length = Integer.parseInt(parts.group(5));
    return length > 32
        ? Optional.empty()
        : Optional.of(new Block(address - address % (1L << (32 - length)), length));
  }
}
