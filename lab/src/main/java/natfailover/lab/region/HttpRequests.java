package natfailover.lab.region;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what SDKs and the AWS CLI send: the Query protocol, and JSON with its target header. */
final class HttpRequests {
  private static final Pattern CREDENTIAL =
      Pattern.compile("Credential=([^/,\\s]+)/[^/]*/[^/]*/([^/]+)/");

  /** Lambda's paths, each with its action; a parameter's name stands for its value. */
  private static final Map<String, Pattern> LAMBDA =
      Map.of(
          "GetAlias",
          Pattern.compile("/2015-03-31/functions/(?<FunctionName>[^/]+)/aliases/(?<Name>[^/]+)"),
          "GetPolicy",
          Pattern.compile("/2015-03-31/functions/(?<FunctionName>[^/]+)/policy"),
          "Invoke",
          Pattern.compile("/2015-03-31/functions/(?<FunctionName>[^/]+)/invocations"),
          "GetFunctionConfiguration",
          Pattern.compile("/2015-03-31/functions/(?<FunctionName>[^/]+)/configuration"),
          "GetFunctionConcurrency",
          Pattern.compile("/2019-09-30/functions/(?<FunctionName>[^/]+)/concurrency"),
          "GetAccountSettings",
          Pattern.compile("/2016-08-19/account-settings/?"));

  private HttpRequests() {}

  /** What was sent to a path: Lambda has one for each action, the others have one for all. */
  static Request read(URI to, Headers headers, String body) {
    Request request = read(headers, body);
    return to.getRawPath().length() <= 1
        ? request
        : LAMBDA.entrySet().stream()
            .flatMap(action -> lambda(action, to, request).stream())
            .findFirst()
            .orElse(request);
  }

  private static Optional<Request> lambda(
      Map.Entry<String, Pattern> action, URI to, Request request) {
    Matcher path = action.getValue().matcher(to.getRawPath());
    if (!path.matches()) {
      return Optional.empty();
    }
    Map<String, String> parameters = form(Objects.requireNonNullElse(to.getRawQuery(), ""));
    path.namedGroups().keySet().forEach(name -> parameters.put(name, decode(path.group(name))));
    return Optional.of(new Request(Service.LAMBDA, action.getKey(), parameters, request.caller()));
  }

  static Request read(Headers headers, String body) {
    String signature = headers.getOrDefault("Authorization", List.of("")).getFirst();
    var credential = CREDENTIAL.matcher(signature);
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
