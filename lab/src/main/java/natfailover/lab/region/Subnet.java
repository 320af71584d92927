package natfailover.lab.region;

import java.util.Set;
import java.util.TreeSet;

/** A subnet and the private addresses in use in it. */
final class Subnet extends Resource {
  private final Vpc vpc;
  private final Cidr block;
  private final String zone;
  private final Set<String> used = new TreeSet<>();
  private boolean mapsPublicAddress;

  Subnet(Vpc vpc, Cidr block, String zone) {
    super(vpc.world(), Kind.SUBNET);
    this.vpc = vpc;
    this.block = block;
    this.zone = zone;
  }

  Vpc vpc() {
    return vpc;
  }

  Cidr block() {
    return block;
  }

  String zone() {
    return zone;
  }

  boolean mapsPublicAddress() {
    return mapsPublicAddress;
  }

  void mapsPublicAddress(boolean value) {
    mapsPublicAddress = value;
  }

  /** Refuses an address that is outside, reserved by AWS, or taken. */
  void check(String address) {
    if (!block.contains(address)) {
      throw ApiError.invalid(
          "Address " + address + " does not fall within the subnet's address range");
    }
    for (int index : new int[] {0, 1, 2, 3, block.size() - 1}) {
      if (block.address(index).equals(address)) {
        throw ApiError.invalid("Address " + address + " is in subnet's reserved address range");
      }
    }
    if (used.contains(address)) {
      throw ApiError.of("InvalidIPAddress.InUse", "Address " + address + " is in use.");
    }
  }

  void take(String address) {
    used.add(address);
  }

  String takeAny() {
    for (int index = 4; index < block.size() - 1; index++) {
      if (used.add(block.address(index))) {
        return block.address(index);
      }
    }
    throw ApiError.of(
        "InsufficientFreeAddressesInSubnet",
        "The specified subnet does not have enough free addresses to satisfy the request.");
  }

  void free(String address) {
    used.remove(address);
  }

  @Override
  Tree tree() {
    RegionSettings settings = world().settings();
    return new Tree()
        .put("subnetId", id())
        .put("subnetArn", world().arn("ec2", "subnet/" + id()))
        .put("state", "available")
        .put("ownerId", settings.account())
        .put("vpcId", vpc.id())
        .put("cidrBlock", block)
        .put("availableIpAddressCount", block.size() - 5 - used.size())
        .put("availabilityZone", zone)
        .put("availabilityZoneId", Zones.id(settings, zone))
        .put("defaultForAz", false)
        .put("mapPublicIpOnLaunch", mapsPublicAddress)
        .put("assignIpv6AddressOnCreation", false);
  }
}
