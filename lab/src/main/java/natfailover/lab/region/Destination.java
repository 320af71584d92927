package natfailover.lab.region;

import java.util.List;
import java.util.Locale;

/** A route's destination: which element it is written in, and its canonical text. */
record Destination(String element, String text) {
  private static final List<String> NAMES =
      List.of("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId");

  static Destination ofCidr(Cidr block) {
    return new Destination("destinationCidrBlock", block.toString());
  }

  /** Exactly one destination, or AWS's complaint. */
  static Destination of(Parameters parameters) {
    List<String> given = parameters.given(NAMES);
    if (given.isEmpty()) {
      throw ApiError.missing("destinationCidrBlock");
    }
    if (given.size() > 1) {
      throw ApiError.combination("Only one destination can be given, not " + given);
    }
    String name = given.getFirst();
    String text = parameters.required(name);
    String element = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    return new Destination(
        element, name.equals("DestinationCidrBlock") ? Cidr.parse(text).toString() : text);
  }
}
