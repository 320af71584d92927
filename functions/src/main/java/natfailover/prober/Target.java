package natfailover.prober;

import java.net.Inet4Address;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a connection is tried.
 *
 * @param address of a host given as a literal; empty for a name
 */
record Target(String host, int port, Optional<Inet4Address> address) {
  /** What a target looks like, for messages. */
  static final String ALLOWED = "an IPv4 address or a name, with or without :port (443)";

  private static final int USUAL_PORT = 443;
  private static final int HIGHEST_PORT = 65_535;
  private static final int LONGEST_NAME = 253;
  private static final Pattern SHAPE = Pattern.compile("([^:]+)(?::([0-9]{1,5}))?");
  private static final Pattern QUAD =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");
  private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";

  // A last label of digits would be a mangled address: no top-level domain is a number.
  private static final Pattern NAME =
      Pattern.compile("(" + LABEL + "\\.)*(?![0-9]+\\.?$)" + LABEL + "\\.?");

  /** Reads a target; empty when the text is none. */
  static Optional<Target> parse(String text) {
    Matcher shape = SHAPE.matcher(text.strip());
    if (!shape.matches()) {
      return Optional.empty();
    }
    String host = shape.group(1);
    int port = shape.group(2) == null ? USUAL_PORT : Integer.parseInt(shape.group(2));
    if (port < 1 || port > HIGHEST_PORT) {
      return Optional.empty();
    }
    if (QUAD.matcher(host).matches()) {
      return Optional.of(new Target(host, port, Optional.of(Inet4Address.ofLiteral(host))));
    }
    return host.length() <= LONGEST_NAME && NAME.matcher(host).matches()
        ? Optional.of(new Target(host, port, Optional.empty()))
        : Optional.empty();
  }

  boolean isLiteral() {
    return address.isPresent();
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
