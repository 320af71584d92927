package natfailover.lab.gameday;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The networks that game days run in. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are made by List.of.
enum Network {
  /**
   * The first tutorial: one zone, a public and a private half, a NAT instance built by hand with an
   * automatic public address.
   */
  TUTORIAL_1(
      "tutorial-1", "192.168.0.0/24", List.of("192.168.0.0/25"), List.of("192.168.0.128/25")),
  /** The second tutorial: NAT at 10.40.1.100 with an Elastic IP, private hosts in 10.40.2.0/24. */
  TUTORIAL_2("tutorial-2", "10.40.0.0/16", List.of("10.40.1.0/24"), List.of("10.40.2.0/24")),
  /** Three zones with a node and an Elastic IP each. */
  THREE_ZONES(
      "three-zones",
      "10.60.0.0/16",
      List.of("10.60.0.0/24", "10.60.1.0/24", "10.60.2.0/24"),
      List.of("10.60.10.0/24", "10.60.11.0/24", "10.60.12.0/24"));

  private final String label;
  private final String block;
  private final List<String> publicBlocks;
  private final List<String> privateBlocks;

  Network(String label, String block, List<String> publicBlocks, List<String> privateBlocks) {
    this.label = label;
    this.block = block;
    this.publicBlocks = publicBlocks;
    this.privateBlocks = privateBlocks;
  }

  String label() {
    return label;
  }

  String block() {
    return block;
  }

  /** One public subnet a zone. */
  List<String> publicBlocks() {
    return publicBlocks;
  }

  /** One private subnet a zone. */
  List<String> privateBlocks() {
    return privateBlocks;
  }

  boolean tutorial() {
    return this != THREE_ZONES;
  }

  /** Whether every zone has an Elastic IP to keep. */
  boolean elastic() {
    return this != TUTORIAL_1;
  }

  /** The private addresses of a zone's hosts where the tutorial names them; else AWS chooses. */
  List<String> hostAddresses() {
    return this == TUTORIAL_2 ? List.of("10.40.2.101", "10.40.2.102") : List.of();
  }

  static Network named(String label) {
    return Arrays.stream(values())
        .filter(network -> network.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no network '%s'; allowed: %s".formatted(label, labels())));
  }

  static String labels() {
    return Arrays.stream(values()).map(Network::label).collect(Collectors.joining(", "));
  }
}
