package natfailover.lab.region;

import java.util.Map;

/**
 * One API call as it reaches the region.
 *
 * @param parameters the flat query parameters ({@code Filter.1.Name}); for a JSON service the whole
 *     body under {@link #BODY}
 * @param caller the access key id the call was signed with, or empty
 */
public record Request(
    Service service, String action, Map<String, String> parameters, String caller) {
  public static final String BODY = "body";

  public Request {
    parameters = Map.copyOf(parameters);
  }

  /** Whether it changes nothing. */
  public boolean reads() {
    return action.startsWith("Describe");
  }

  /** An EC2 call, written the way the wire has it. */
  public static Request ec2(String action, Map<String, String> parameters) {
    return new Request(Service.EC2, action, parameters, "");
  }

  /** An Auto Scaling call, written the way the wire has it. */
  public static Request autoScaling(String action, Map<String, String> parameters) {
    return new Request(Service.AUTOSCALING, action, parameters, "");
  }

  /** An EventBridge call with its JSON body. */
  public static Request events(String action, String body) {
    return new Request(Service.EVENTS, action, Map.of(BODY, body), "");
  }
}
