package natfailover.lab.region;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What RunInstances or a launch template says about the instances to be launched. */
record LaunchSpecification(
    String image,
    String type,
    Optional<String> userData,
    Optional<String> subnet,
    boolean spot,
    List<InterfaceSpecification> interfaces,
    Map<String, Map<String, String>> tags,
    boolean metadataTags,
    Optional<String> profile) {

  /** One network interface to be made, or one made before. */
  record InterfaceSpecification(
      int deviceIndex,
      Optional<String> networkInterface,
      Optional<String> subnet,
      Optional<String> address,
      int secondaryAddresses,
      Optional<Boolean> publicAddress,
      boolean deletedOnTermination) {}

  static LaunchSpecification of(Parameters parameters) {
    List<InterfaceSpecification> interfaces =
        parameters.structures("NetworkInterface").stream()
            .map(LaunchSpecification::interfaceSpecification)
            .toList();
    Optional<String> address = parameters.text("PrivateIpAddress");
    return new LaunchSpecification(
        parameters.text("ImageId").orElse(""),
        parameters.text("InstanceType").orElse("m1.small"),
        parameters.text("UserData"),
        parameters.text("SubnetId"),
        parameters.text("InstanceMarketOptions.MarketType").filter("spot"::equals).isPresent(),
        interfaces.isEmpty() && address.isPresent() ? List.of(fixed(address)) : interfaces,
        TagReader.read(parameters),
        parameters
            .text("MetadataOptions.InstanceMetadataTags")
            .filter("enabled"::equals)
            .isPresent(),
        parameters.text("IamInstanceProfile.Arn"));
  }

  private static InterfaceSpecification fixed(Optional<String> address) {
    return new InterfaceSpecification(
        0, Optional.empty(), Optional.empty(), address, 0, Optional.empty(), true);
  }

  private static InterfaceSpecification interfaceSpecification(Parameters parameters) {
    Optional<String> made = parameters.text("NetworkInterfaceId");
    Optional<Boolean> wantsPublic =
        parameters
            .text("AssociatePublicIpAddress")
            .map(_ -> parameters.flag("AssociatePublicIpAddress", false));
    Optional<String> address =
        parameters
            .text("PrivateIpAddress")
            .or(
                () ->
                    parameters.structures("PrivateIpAddresses").stream()
                        .filter(one -> one.flag("Primary", false))
                        .findFirst()
                        .flatMap(one -> one.text("PrivateIpAddress")));
    return new InterfaceSpecification(
        parameters.number("DeviceIndex").orElse(0),
        made,
        parameters.text("SubnetId"),
        address,
        parameters.number("SecondaryPrivateIpAddressCount").orElse(0),
        wantsPublic,
        parameters.flag("DeleteOnTermination", made.isEmpty()));
  }

  /** This template with what a caller gives beside it; tags of one resource type replace. */
  LaunchSpecification overriddenBy(Parameters parameters) {
    LaunchSpecification given = of(parameters);
    Map<String, Map<String, String>> merged = new HashMap<>(tags);
    merged.putAll(given.tags);
    return new LaunchSpecification(
        given.image.isEmpty() ? image : given.image,
        parameters.has("InstanceType") ? given.type : type,
        given.userData.or(() -> userData),
        given.subnet.or(() -> subnet),
        given.spot || spot,
        given.interfaces.isEmpty() ? interfaces : given.interfaces,
        merged,
        given.metadataTags || metadataTags,
        given.profile.or(() -> profile));
  }

  /** As a group launches it: in its subnet, of its market, with its tags. */
  LaunchSpecification inGroup(String inSubnet, boolean asSpot, Map<String, String> groupTags) {
    Map<String, Map<String, String>> merged = new HashMap<>(tags);
    Map<String, String> own = new HashMap<>(tagsFor(Kind.INSTANCE));
    own.putAll(groupTags);
    merged.put(Kind.INSTANCE.type(), own);
    return new LaunchSpecification(
        image,
        type,
        userData,
        Optional.of(inSubnet),
        spot || asSpot,
        interfaces,
        merged,
        metadataTags,
        profile);
  }

  /** The image as an instance shows it: a parameter's name is resolved to some image's id. */
  String resolvedImage() {
    return image.startsWith("resolve:ssm:")
        ? String.format("ami-0%016x", 0x9E3779B97F4A7C15L * image.hashCode())
        : image;
  }

  /** As a version of a launch template shows it. */
  Tree tree() {
    return new Tree()
        .put("imageId", image)
        .put("instanceType", type)
        .put(
            "metadataOptions",
            new Tree().put("instanceMetadataTags", metadataTags ? "enabled" : "disabled"))
        .list(
            "tagSpecificationSet",
            tags.entrySet().stream()
                .map(
                    given ->
                        new Tree()
                            .put("resourceType", given.getKey())
                            .list("tagSet", Tags.trees(given.getValue())))
                .toList());
  }

  Map<String, String> tagsFor(Kind kind) {
    return tags.getOrDefault(kind.type(), Map.of());
  }
}
