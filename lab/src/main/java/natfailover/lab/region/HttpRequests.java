package natfailover.lab.region;

import com.sun.net.httpserver.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what SDKs and the AWS CLI send: the Query protocol, and JSON with its target header. */
final class HttpRequests {
  private static final Pattern CREDENTIAL =
      Pattern.compile("Credential=([^/,\\s]+)/[^/]*/[^/]*/([^/]+)/");

  private HttpRequests() {}

  static Request read(Headers headers, String body) {
    var credential = CREDENTIAL.matcher(signature(headers));
    boolean signed = credential.find();
    String caller = signed ? credential.group(1) : "";
    String target = headers.getFirst("X-Amz-Target");
    if (target != null) {
      String action = target.substring(target.indexOf('.') + 1);
      return new Request(Service.EVENTS, action, Map.of(Request.BODY, body), caller);
    }
    Map<String, String> parameters = form(body);
    String action = parameters.getOrDefault("Action", "");
    boolean autoScaling =
        "2011-01-01".equals(parameters.get("Version"))
            || (signed && credential.group(2).equals("autoscaling"));
    Service service = autoScaling ? Service.AUTOSCALING : Service.EC2;
    parameters.remove("Action");
    parameters.remove("Version");
    return new Request(service, action, parameters, caller);
  }

  /** The invocation of a function, whose name is in the path. */
  static Request invocation(Headers headers, String function) {
    var credential = CREDENTIAL.matcher(signature(headers));
    String caller = credential.find() ? credential.group(1) : "";
    return new Request(Service.LAMBDA, "Invoke", Map.of("FunctionName", function), caller);
  }

  private static String signature(Headers headers) {
    return headers.getOrDefault("Authorization", List.of("")).getFirst();
  }

  private static Map<String, String> form(String body) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
