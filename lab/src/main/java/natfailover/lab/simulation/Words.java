package natfailover.lab.simulation;

import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import natfailover.lab.region.Event;
import natfailover.lab.region.Request;

/** Calls and events as lines of the trace have them. */
final class Words {
  private Words() {}

  static String of(Request request) {
    return request.action()
        + new TreeMap<>(request.parameters())
            .entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("DestinationCidrBlock"))
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining(" ", " ", ""));
  }

  static String of(Event event) {
    String subject =
        Stream.of("instance-id", "EC2InstanceId", "instanceId")
            .map(name -> event.detail().path(name).asText(""))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    return (event.detailType()
            + " "
            + subject
            + " "
            + event.detail().path("state").asText("")
            + event.detail().path("peerId").asText(""))
        .strip();
  }

  /** An exception, with the places it came through. */
  static String of(Throwable exception) {
    return exception
        + (exception.getCause() == null ? "" : " caused by " + exception.getCause())
        + Stream.of(exception.getStackTrace())
            .limit(10)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < ", " at ", ""));
  }
}
