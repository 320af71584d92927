package natfailover.lab.conformance;

import java.util.List;

/** All that is played. */
final class Topics {
  static final List<Topic> ALL =
      List.of(
          new VpcTopic(),
          new RouteTopic(),
          new RouteTargetTopic(),
          new InstanceTopic(),
          new InstanceFilterTopic(),
          new AddressTopic(),
          new TagTopic(),
          new PageTopic(),
          new GroupTopic(),
          new GroupTagTopic(),
          new HookTopic(),
          new ErrorTopic(),
          new ControllerTopic());

  private Topics() {}
}
