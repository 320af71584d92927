package natfailover.lab.simulation;

import natfailover.lab.region.Service;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AssociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

/** EC2 of the simulated region, as its SDK has it: an operation that is not here throws. */
final class WiredEc2 implements Ec2Client {
  private final Wire wire;

  WiredEc2(Wire wire) {
    this.wire = wire;
  }

  @Override
  public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
    return (DescribeInstancesResponse)
        wire.call(Service.EC2, request, DescribeInstancesResponse.builder());
  }

  @Override
  public DescribeInstanceStatusResponse describeInstanceStatus(
      DescribeInstanceStatusRequest request) {
    return (DescribeInstanceStatusResponse)
        wire.call(Service.EC2, request, DescribeInstanceStatusResponse.builder());
  }

  @Override
  public DescribeRouteTablesResponse describeRouteTables(DescribeRouteTablesRequest request) {
    return (DescribeRouteTablesResponse)
        wire.call(Service.EC2, request, DescribeRouteTablesResponse.builder());
  }

  @Override
  public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest request) {
    return (DescribeSubnetsResponse)
        wire.call(Service.EC2, request, DescribeSubnetsResponse.builder());
  }

  @Override
  public DescribeAddressesResponse describeAddresses(DescribeAddressesRequest request) {
    return (DescribeAddressesResponse)
        wire.call(Service.EC2, request, DescribeAddressesResponse.builder());
  }

  @Override
  public DescribeNatGatewaysResponse describeNatGateways(DescribeNatGatewaysRequest request) {
    return (DescribeNatGatewaysResponse)
        wire.call(Service.EC2, request, DescribeNatGatewaysResponse.builder());
  }

  @Override
  public CreateRouteResponse createRoute(CreateRouteRequest request) {
    return (CreateRouteResponse) wire.call(Service.EC2, request, CreateRouteResponse.builder());
  }

  @Override
  public ReplaceRouteResponse replaceRoute(ReplaceRouteRequest request) {
    return (ReplaceRouteResponse) wire.call(Service.EC2, request, ReplaceRouteResponse.builder());
  }

  @Override
  public AssociateAddressResponse associateAddress(AssociateAddressRequest request) {
    return (AssociateAddressResponse)
        wire.call(Service.EC2, request, AssociateAddressResponse.builder());
  }

  @Override
  public CreateTagsResponse createTags(CreateTagsRequest request) {
    return (CreateTagsResponse) wire.call(Service.EC2, request, CreateTagsResponse.builder());
  }

  @Override
  public DeleteTagsResponse deleteTags(DeleteTagsRequest request) {
    return (DeleteTagsResponse) wire.call(Service.EC2, request, DeleteTagsResponse.builder());
  }

  @Override
  public ModifyNetworkInterfaceAttributeResponse modifyNetworkInterfaceAttribute(
      ModifyNetworkInterfaceAttributeRequest request) {
    return (ModifyNetworkInterfaceAttributeResponse)
        wire.call(Service.EC2, request, ModifyNetworkInterfaceAttributeResponse.builder());
  }

  @Override
  public CreateVpcResponse createVpc(CreateVpcRequest request) {
    return (CreateVpcResponse) wire.call(Service.EC2, request, CreateVpcResponse.builder());
  }

  @Override
  public CreateInternetGatewayResponse createInternetGateway(CreateInternetGatewayRequest request) {
    return (CreateInternetGatewayResponse)
        wire.call(Service.EC2, request, CreateInternetGatewayResponse.builder());
  }

  @Override
  public AttachInternetGatewayResponse attachInternetGateway(AttachInternetGatewayRequest request) {
    return (AttachInternetGatewayResponse)
        wire.call(Service.EC2, request, AttachInternetGatewayResponse.builder());
  }

  @Override
  public CreateRouteTableResponse createRouteTable(CreateRouteTableRequest request) {
    return (CreateRouteTableResponse)
        wire.call(Service.EC2, request, CreateRouteTableResponse.builder());
  }

  @Override
  public CreateSubnetResponse createSubnet(CreateSubnetRequest request) {
    return (CreateSubnetResponse) wire.call(Service.EC2, request, CreateSubnetResponse.builder());
  }

  @Override
  public AssociateRouteTableResponse associateRouteTable(AssociateRouteTableRequest request) {
    return (AssociateRouteTableResponse)
        wire.call(Service.EC2, request, AssociateRouteTableResponse.builder());
  }

  @Override
  public AllocateAddressResponse allocateAddress(AllocateAddressRequest request) {
    return (AllocateAddressResponse)
        wire.call(Service.EC2, request, AllocateAddressResponse.builder());
  }

  @Override
  public CreateLaunchTemplateResponse createLaunchTemplate(CreateLaunchTemplateRequest request) {
    return (CreateLaunchTemplateResponse)
        wire.call(Service.EC2, request, CreateLaunchTemplateResponse.builder());
  }

  @Override
  public RunInstancesResponse runInstances(RunInstancesRequest request) {
    return (RunInstancesResponse) wire.call(Service.EC2, request, RunInstancesResponse.builder());
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
