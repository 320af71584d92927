package natfailover.lab.region;

import java.util.regex.Pattern;

/** An IPv4 block in its canonical form. */
record Cidr(int base, int length) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  /** Reads a block and drops host bits, as AWS does (100.68.0.18/18 is 100.68.0.0/18). */
  static Cidr parse(String text) {
    var matcher = TEXT.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(5)) > 32) {
      throw ApiError.invalid(
          "Value ("
              + text
              + ") for parameter cidrBlock is invalid. "
              + "This is not a valid CIDR block.");
    }
    int length = Integer.parseInt(matcher.group(5));
    return new Cidr(number(text.substring(0, text.indexOf('/'))) & mask(length), length);
  }

  boolean contains(String address) {
    return (number(address) & mask(length)) == base;
  }

  boolean contains(Cidr other) {
    return other.length >= length && (other.base & mask(length)) == base;
  }

  int size() {
    return length == 0 ? Integer.MAX_VALUE : 1 << (32 - length);
  }

  String address(int index) {
    return text(base + index);
  }

  @Override
  public String toString() {
    return text(base) + "/" + length;
  }

  private static int mask(int length) {
    return length == 0 ? 0 : -1 << (32 - length);
  }

  private static int number(String address) {
    String[] parts = address.split("\\.", -1);
    int value = 0;
    for (String part : parts) {
      int octet = part.matches("\\d{1,3}") ? Integer.parseInt(part) : 256;
      if (octet > 255 || parts.length != 4) {
        throw ApiError.invalid("Value (" + address + ") is not a valid IPv4 address");
      }
      value = value << 8 | octet;
    }
    return value;
  }

  private static String text(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255);
  }
}
