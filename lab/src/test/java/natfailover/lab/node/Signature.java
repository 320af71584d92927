package natfailover.lab.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signature Version 4 of a POST to {@code /}, computed anew as the receiving side does. */
record Signature(String key, String scope, List<String> signed, String claimed) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+), SignedHeaders=([^,]+), Signature=(\\w+)");

  static Signature of(Map<String, String> headers) {
    MatchResult parts =
        AUTHORIZATION
            .matcher(headers.getOrDefault("Authorization", ""))
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError("no signature in " + headers));
    List<String> signed = List.of(parts.group(3).split(";"));
    return new Signature(parts.group(1), parts.group(2), signed, parts.group(4));
  }

  /** The signature that the holder of {@code secret} would give. */
  String expected(Map<String, String> headers, String body, String secret) {
    StringBuilder canonical = new StringBuilder("POST\n/\n\n");
    for (String name : signed) {
      canonical.append(name).append(':').append(headers.get(name)).append('\n');
    }
    canonical.append('\n').append(String.join(";", signed)).append('\n').append(digest(body));
    String text =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            String.valueOf(headers.get("X-Amz-Date")),
            scope,
            digest(canonical.toString()));
    byte[] derived = ("AWS4" + secret).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      derived = mac(derived, part);
    }
    return HexFormat.of().formatHex(mac(derived, text));
  }

  private static String digest(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
