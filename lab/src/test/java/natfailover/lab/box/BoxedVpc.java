package natfailover.lab.box;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import natfailover.lab.account.Account;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.region.Timing;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** A network in the region, as an engineer builds it by API calls, and the box around it. */
final class BoxedVpc implements AutoCloseable {
  private final RegionServer region;
  private final Account account;
  private final String vpc;
  private final String gateway;
  private final Path folder;
  private final Map<String, String> tables = new TreeMap<>();
  private final Map<String, String> subnets = new TreeMap<>();
  private Optional<VpcBox> box = Optional.empty();

  BoxedVpc(String block) {
    try {
      region =
          RegionServer.start(RegionSettings.defaults().withTiming(Timing.typical().dividedBy(200)));
      folder = Files.createTempDirectory("boxed-vpc");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    account = Account.at(region.endpoint(), RegionSettings.defaults().region());
    vpc = ec2().createVpc(r -> r.cidrBlock(block)).vpc().vpcId();
    gateway = ec2().createInternetGateway().internetGateway().internetGatewayId();
    ec2().attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
  }

  Ec2Client ec2() {
    return account.ec2();
  }

  RegionServer region() {
    return region;
  }

  VpcBox box() {
    return box.orElseThrow();
  }

  /** A subnet with a table of its own that leads to the internet gateway. */
  String publicSubnet(String block) {
    String subnet = privateSubnet(block);
    ec2()
        .createRoute(
            r -> r.routeTableId(table(block)).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
    return subnet;
  }

  /** A subnet with a table of its own that leads nowhere yet. */
  String privateSubnet(String block) {
    String subnet =
        ec2()
            .createSubnet(r -> r.vpcId(vpc).cidrBlock(block).availabilityZone("ap-northeast-1a"))
            .subnet()
            .subnetId();
    String table = ec2().createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    ec2().associateRouteTable(r -> r.routeTableId(table).subnetId(subnet));
    tables.put(block, table);
    subnets.put(block, subnet);
    return subnet;
  }

  String table(String block) {
    return tables.getOrDefault(block, "");
  }

  /** An instance at an address of a subnet. */
  String instance(String block, String address) {
    return instance(block, address, Optional.empty());
  }

  String instance(String block, String address, Optional<String> userData) {
    return ec2()
        .runInstances(
            r ->
                r.imageId("ami-0123456789abcdef0")
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(subnets.get(block))
                    .privateIpAddress(address)
                    .userData(userData.orElse(null)))
        .instances()
        .getFirst()
        .instanceId();
  }

  /** An instance with an Elastic IP and no source/destination check. */
  String nat(String block, String address) {
    String id = instance(block, address);
    awaitRunning();
    check(id, false);
    associate(elastic(), id);
    return id;
  }

  String elastic() {
    return ec2().allocateAddress(r -> r.domain("vpc")).allocationId();
  }

  void associate(String allocation, String instance) {
    ec2().associateAddress(r -> r.allocationId(allocation).instanceId(instance));
  }

  void check(String instance, boolean on) {
    ec2()
        .modifyInstanceAttribute(
            r -> r.instanceId(instance).sourceDestCheck(each -> each.value(on)));
  }

  void route(String block, String instance) {
    ec2()
        .createRoute(
            r ->
                r.routeTableId(table(block))
                    .destinationCidrBlock("0.0.0.0/0")
                    .instanceId(instance));
  }

  void reroute(String block, String instance) {
    ec2()
        .replaceRoute(
            r ->
                r.routeTableId(table(block))
                    .destinationCidrBlock("0.0.0.0/0")
                    .instanceId(instance));
  }

  /** Opens the box and follows the VPC once all instances run. */
  VpcBox follow(UnaryOperator<BoxSettings> change) {
    awaitRunning();
    VpcBox opened =
        VpcBox.open(
            region,
            change.apply(BoxSettings.in(folder).withPropagation(Duration.ZERO, Duration.ZERO)));
    box = Optional.of(opened);
    opened.follow(vpc);
    return opened;
  }

  void awaitRunning() {
    Patience.await(
        () ->
            region.read(
                locked ->
                    locked.picture().machines().stream()
                        .noneMatch(each -> each.state().equals("pending"))));
  }

  /** By which address the internet sees a place, or why it does not. */
  String seen(Namespace place) {
    String connect = "exec 3<>/dev/tcp/203.0.113.10/7 && head -n1 <&3";
    Namespace.Result result = place.run("timeout", "1", "bash", "-c", connect);
    return result.succeeded() ? result.output().strip() : "nobody: " + result.status();
  }

  /** As EC2 spells it. */
  String state(String instance) {
    return region.read(locked -> locked.picture().machine(instance)).orElseThrow().state();
  }

  /** The public address of an instance's private one. */
  String publicAddress(String instance) {
    return region
        .read(locked -> locked.picture().machine(instance))
        .flatMap(each -> each.publicIp())
        .orElse("none");
  }

  @Override
  public void close() {
    box.ifPresent(VpcBox::close);
    account.close();
    region.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((one, other) -> other.compareTo(one)).forEach(each -> each.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
