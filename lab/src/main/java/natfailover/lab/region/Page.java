package natfailover.lab.region;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page of a listing and the token that asks for the next. */
record Page<T>(List<T> items, @Nullable String nextToken) {

  /** The page sizes an action allows, and the one it takes when none is asked for. */
  record Bounds(String parameter, int least, int most, int absent) {}

  static <T> Page<T> of(List<T> all, Optional<String> token, int size) {
    int from = token.map(Page::offset).orElse(0);
    int start = Math.min(from, all.size());
    int end = Math.min(start + size, all.size());
    return new Page<>(all.subList(start, end), end < all.size() ? token(end) : null);
  }

  /** How many items a page holds, from MaxResults and its documented bounds. */
  static int size(Parameters parameters, Bounds bounds) {
    String name = bounds.parameter();
    Optional<Integer> wanted = parameters.number(name);
    wanted
        .filter(value -> value < bounds.least() || value > bounds.most())
        .ifPresent(
            value -> {
              throw ApiError.invalid(
                  "Value ( "
                      + value
                      + " ) for parameter "
                      + name
                      + " is invalid. Expecting a value"
                      + " between "
                      + bounds.least()
                      + " and "
                      + bounds.most()
                      + ".");
            });
    return wanted.orElse(bounds.absent());
  }

  private static String token(int offset) {
    byte[] text = ("page:" + offset).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  private static int offset(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      return Integer.parseInt(text.substring("page:".length()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      throw ApiError.of("InvalidNextToken", "The token '" + token + "' is invalid");
    }
  }
}
