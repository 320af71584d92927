package natfailover.aws;

import static natfailover.aws.Xml.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance of the fake region, to be changed at will. */
public final class FakeNode {
  public final String id;
  public final Map<String, String> tags = new LinkedHashMap<>();
  public final List<Face> faces = new ArrayList<>();
  public final List<Map<String, @Nullable Object>> events = new ArrayList<>();
  public @Nullable String zone;
  public String vpc = "vpc-1";
  public String state = "running";
  public String launchTime = "2026-01-01T00:00:00Z";

  /** The instance's and the system's status; null where AWS describes none. */
  public @Nullable String status = "ok";

  public String systemStatus = "ok";
  public @Nullable String impairedSince;

  /** As its group says; null when its group does not know it. */
  public @Nullable String lifecycle;

  public String healthStatus = "Healthy";

  FakeNode(String id, String zone) {
    this.id = id;
    this.zone = zone;
  }

  /** A network interface: its addresses are private ones, public one or none. */
  public static final class Face {
    public final String id;
    public final int index;
    public boolean sourceDestCheck;
    public @Nullable String subnet;
    public final Map<String, String> addresses = new LinkedHashMap<>();

    Face(String id, int index) {
      this.id = id;
      this.index = index;
    }

    public String primary() {
      return addresses.keySet().iterator().next();
    }
  }

  /** Its network interface of the given index. */
  public Face face(int index) {
    return faces.get(index);
  }

  /** The public address that its primary private address has; empty for none. */
  public String publicAddress() {
    return face(0).addresses.getOrDefault(face(0).primary(), "");
  }

  /** Adds a network interface with a primary private address. */
  public Face attach(String face, String privateAddress, String publicAddress) {
    Face added = new Face(face, faces.size());
    added.addresses.put(privateAddress, publicAddress);
    faces.add(added);
    return added;
  }

  /** As AWS describes a terminated instance: bare but for its tags. */
  public void terminate() {
    state = "terminated";
    faces.clear();
    status = null;
  }

  public @Nullable String group() {
    return tags.get("aws:autoscaling:groupName");
  }

  Map<String, @Nullable Object> describe() {
    return object(
        "instanceId",
        id,
        "instanceState",
        object("name", state),
        "launchTime",
        launchTime,
        "placement",
        zone == null ? null : object("availabilityZone", zone),
        "vpcId",
        state.equals("terminated") ? null : vpc,
        "privateIpAddress",
        faces.isEmpty() ? null : face(0).primary(),
        "tagSet",
        FakeRegion.tags(tags),
        "networkInterfaceSet",
        faces.reversed().stream().map(FakeNode::describe).toList());
  }

  private static Map<String, @Nullable Object> describe(Face face) {
    List<Object> addresses = new ArrayList<>();
    face.addresses.forEach(
        (own, shown) ->
            addresses.add(
                object(
                    "privateIpAddress",
                    own,
                    "primary",
                    own.equals(face.primary()),
                    "association",
                    shown.isEmpty() ? null : object("publicIp", shown))));
    return object(
        "networkInterfaceId",
        face.id,
        "subnetId",
        face.subnet,
        "sourceDestCheck",
        face.sourceDestCheck,
        "attachment",
        object("deviceIndex", face.index),
        "privateIpAddressesSet",
        addresses);
  }

  Map<String, @Nullable Object> describeMembership() {
    return object("InstanceId", id, "LifecycleState", lifecycle, "HealthStatus", healthStatus);
  }

  Map<String, @Nullable Object> describeStatus() {
    Object details =
        List.of(object("name", "reachability", "status", "failed", "impairedSince", impairedSince));
    return object(
        "instanceId",
        id,
        "instanceStatus",
        object("status", status, "details", impairedSince == null ? List.of() : details),
        "systemStatus",
        object("status", systemStatus),
        "eventsSet",
        events);
  }
}
