package natfailover.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Probers as Lambda lets them be seen and invoked; what each says is up to the test. */
public final class FakeProbers {
  /** Who was asked, in order, whether it is there or not. */
  public final List<String> asked = new ArrayList<>();

  private final Map<String, Supplier<Answer>> probers = new LinkedHashMap<>();

  private final Map<String, Answer> configurations = new LinkedHashMap<>();

  private record Answer(int status, String error, String body) {}

  /** The zone's prober says this from now on, each time anew. */
  public void say(String function, Supplier<String> verdict) {
    probers.put(
        function,
        () ->
            new Answer(
                200,
                "",
                "{\"verdict\":\"%s\",\"sentence\":\"So it is.\"}".formatted(verdict.get())));
  }

  /** The prober answers in words of this kind. */
  public void answer(String function, String body) {
    probers.put(function, () -> new Answer(200, "", body));
  }

  /** The prober's code throws. */
  public void crash(String function) {
    String body = "{\"errorMessage\":\"no socket\",\"errorType\":\"java.io.IOException\"}";
    probers.put(function, () -> new Answer(200, "Unhandled", body));
  }

  /** Lambda does not let the prober be invoked. */
  public void refuse(String function, int status, String code) {
    probers.put(function, () -> new Answer(status, code, "{\"message\":\"refused\"}"));
  }

  /** The prober is in this subnet. */
  public void place(String function, String subnet) {
    String body = "{\"VpcConfig\":{\"SubnetIds\":[\"%s\"]}}".formatted(subnet);
    configurations.put(function, new Answer(200, "", body));
  }

  /** Lambda does not let the prober be seen. */
  public void hide(String function) {
    configurations.put(
        function, new Answer(403, "AccessDeniedException", "{\"Message\":\"not allowed\"}"));
  }

  synchronized HttpExecuteResponse answer(String path) {
    Answer missing =
        new Answer(404, "ResourceNotFoundException", "{\"Message\":\"Function not found\"}");
    String function = path.replaceFirst(".*/functions/", "").replaceFirst("/.*", "");
    if (path.endsWith("/configuration")) {
      return response(configurations.getOrDefault(function, missing));
    }
    asked.add(function);
    return response(probers.getOrDefault(function, () -> missing).get());
  }

  private static HttpExecuteResponse response(Answer answer) {
    SdkHttpResponse.Builder response =
        SdkHttpResponse.builder()
            .statusCode(answer.status)
            .putHeader("Content-Type", "application/json");
    if (!answer.error.isEmpty()) {
      String header = answer.status == 200 ? "X-Amz-Function-Error" : "x-amzn-ErrorType";
      response.putHeader(header, answer.error);
    }
    return HttpExecuteResponse.builder()
        .response(response.build())
        .responseBody(
            AbortableInputStream.create(new ByteArrayInputStream(answer.body.getBytes(UTF_8))))
        .build();
  }
}
