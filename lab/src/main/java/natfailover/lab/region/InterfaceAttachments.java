package natfailover.lab.region;

import java.util.Map;
import java.util.function.Supplier;

/** Attaching, detaching and deleting network interfaces. */
final class InterfaceAttachments {
  private final Ec2 ec2;

  InterfaceAttachments(Ec2 ec2) {
    this.ec2 = ec2;
  }

  void register(Map<String, Action> actions) {
    actions.put("AttachNetworkInterface", this::attach);
    actions.put("DetachNetworkInterface", this::detach);
    actions.put("DeleteNetworkInterface", this::delete);
  }

  private Supplier<Tree> attach(Parameters parameters) {
    NetworkInterface each = ec2.interfaces().get(parameters.required("NetworkInterfaceId"));
    Instance instance = ec2.instances().get(parameters.required("InstanceId"));
    int index = parameters.requiredNumber("DeviceIndex");
    free(each);
    if (!each.subnet().zone().equals(instance.subnet().zone())) {
      throw ApiError.invalid(
          "You may not attach a network interface to an instance if they are not in the same"
              + " availability zone");
    }
    if (instance.state().ending()) {
      throw ApiError.of(
          "IncorrectInstanceState", "The instance '" + instance.id() + "' is not running.");
    }
    boolean taken =
        instance.interfaces().stream()
            .flatMap(other -> other.attachment().stream())
            .anyMatch(attachment -> attachment.deviceIndex() == index);
    if (taken) {
      throw ApiError.invalid(
          "Instance '"
              + instance.id()
              + "' already has an interface attached at device index '"
              + index
              + "'.");
    }
    return () -> {
      instance.attach(each, index, false);
      String id = each.attachment().map(NetworkInterface.Attachment::id).orElseThrow();
      return new Tree().put("attachmentId", id).put("networkCardIndex", 0);
    };
  }

  private Supplier<Tree> detach(Parameters parameters) {
    String id = parameters.required("AttachmentId");
    NetworkInterface each =
        ec2.interfaces().all().stream()
            .filter(other -> other.attachment().filter(a -> a.id().equals(id)).isPresent())
            .findFirst()
            .orElseThrow(
                () ->
                    ApiError.of(
                        "InvalidAttachmentID.NotFound",
                        "The attachment ID '" + id + "' does not exist"));
    NetworkInterface.Attachment attachment = each.attachment().orElseThrow();
    if (attachment.deviceIndex() == 0) {
      throw ApiError.of(
          "OperationNotPermitted", "The network interface at device index 0 cannot be detached.");
    }
    return Action.done(
        () -> {
          attachment.instance().interfaces().remove(each);
          each.detach();
        });
  }

  private Supplier<Tree> delete(Parameters parameters) {
    NetworkInterface each = ec2.interfaces().get(parameters.required("NetworkInterfaceId"));
    free(each);
    return Action.done(() -> ec2.delete(each));
  }

  private static void free(NetworkInterface each) {
    if (!each.available()) {
      throw ApiError.of("InvalidNetworkInterface.InUse", "Interface: [" + each.id() + "] in use.");
    }
  }
}
