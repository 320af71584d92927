package natfailover.onboarding;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.aws.Json;

/**
 * What CloudFormation is told.
 *
 * @param reason in full; what is sent of it is cut to what CloudFormation takes
 */
record Answer(
    Event event, boolean success, String physicalResourceId, String reason, Map<String, ?> data) {
  /** CloudFormation takes 4,096 bytes in all, and fails a resource whose answer is longer. */
  static final int MOST_BYTES = 4096;

  private static final String REST = " … (the rest is in the log)";

  /** That all went well. */
  static Answer success(Event event, List<String> notes) {
    Enrolment enrolment = EnrolmentReader.valid(event.properties()).orElse(null);
    Map<String, Object> data = new LinkedHashMap<>();
    if (enrolment != null) {
      data.put("Fleet", enrolment.fleet());
      data.put("VpcId", enrolment.vpc());
    }
    return new Answer(event, true, id(event, true), String.join("; ", notes), data);
  }

  /** That something stands in the way. */
  static Answer failure(Event event, String reason) {
    return new Answer(event, false, id(event, false), reason, Map.of());
  }

  /**
   * Which resource this is about. A failed update keeps the old name, since CloudFormation would
   * otherwise delete a resource that is still in use; a failed creation has one, too, by which it
   * is deleted again.
   */
  private static String id(Event event, boolean success) {
    boolean update = event.known().filter(Event.Type.UPDATE::equals).isPresent();
    boolean admitted = success && Precheck.asked(event);
    Optional<String> wanted =
        EnrolmentReader.valid(event.properties())
            .map(Enrolment::id)
            .map(id -> admitted ? Admitted.id(id, event) : id);
    Optional<String> known = event.physicalResourceId();
    Optional<String> id = success && update ? wanted.or(() -> known) : known.or(() -> wanted);
    return id.orElse("not-on-boarded");
  }

  /** The document to send, no longer than CloudFormation takes. */
  String json() {
    String whole = json(reason);
    int over = bytes(whole) - MOST_BYTES;
    int end = reason.length();
    while (over > 0 && end > 0) {
      // A character takes at least one byte, so that this never cuts too much.
      end = Math.max(0, end - Math.max(1, over / 6));
      whole = json(reason.substring(0, end) + REST);
      over = bytes(whole) - MOST_BYTES;
    }
    return whole;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private String json(String told) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Status", success ? "SUCCESS" : "FAILED");
    document.put("Reason", told);
    document.put("PhysicalResourceId", physicalResourceId);
    document.put("StackId", event.stackId());
    document.put("RequestId", event.requestId());
    document.put("LogicalResourceId", event.logicalResourceId());
    document.put("Data", data);
    return Json.write(document);
  }
}
