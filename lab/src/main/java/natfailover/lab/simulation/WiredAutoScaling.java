package natfailover.lab.simulation;

import natfailover.lab.region.Service;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.CompleteLifecycleActionRequest;
import software.amazon.awssdk.services.autoscaling.model.CompleteLifecycleActionResponse;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHooksRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHooksResponse;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceHealthRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceHealthResponse;

/**
 * Auto Scaling of the simulated region, as its SDK has it: an operation that is not here throws.
 */
final class WiredAutoScaling implements AutoScalingClient {
  private final Wire wire;

  WiredAutoScaling(Wire wire) {
    this.wire = wire;
  }

  @Override
  public DescribeAutoScalingGroupsResponse describeAutoScalingGroups(
      DescribeAutoScalingGroupsRequest request) {
    return (DescribeAutoScalingGroupsResponse)
        wire.call(Service.AUTOSCALING, request, DescribeAutoScalingGroupsResponse.builder());
  }

  @Override
  public DescribeLifecycleHooksResponse describeLifecycleHooks(
      DescribeLifecycleHooksRequest request) {
    return (DescribeLifecycleHooksResponse)
        wire.call(Service.AUTOSCALING, request, DescribeLifecycleHooksResponse.builder());
  }

  @Override
  public DescribeAutoScalingInstancesResponse describeAutoScalingInstances(
      DescribeAutoScalingInstancesRequest request) {
    return (DescribeAutoScalingInstancesResponse)
        wire.call(Service.AUTOSCALING, request, DescribeAutoScalingInstancesResponse.builder());
  }

  @Override
  public CompleteLifecycleActionResponse completeLifecycleAction(
      CompleteLifecycleActionRequest request) {
    return (CompleteLifecycleActionResponse)
        wire.call(Service.AUTOSCALING, request, CompleteLifecycleActionResponse.builder());
  }

  @Override
  public SetInstanceHealthResponse setInstanceHealth(SetInstanceHealthRequest request) {
    return (SetInstanceHealthResponse)
        wire.call(Service.AUTOSCALING, request, SetInstanceHealthResponse.builder());
  }

  @Override
  public CreateAutoScalingGroupResponse createAutoScalingGroup(
      CreateAutoScalingGroupRequest request) {
    return (CreateAutoScalingGroupResponse)
        wire.call(Service.AUTOSCALING, request, CreateAutoScalingGroupResponse.builder());
  }

  @Override
  public CreateOrUpdateTagsResponse createOrUpdateTags(CreateOrUpdateTagsRequest request) {
    return (CreateOrUpdateTagsResponse)
        wire.call(Service.AUTOSCALING, request, CreateOrUpdateTagsResponse.builder());
  }

  @Override
  public DeleteTagsResponse deleteTags(DeleteTagsRequest request) {
    return (DeleteTagsResponse)
        wire.call(Service.AUTOSCALING, request, DeleteTagsResponse.builder());
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
