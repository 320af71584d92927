package natfailover;

import static natfailover.Payloads.object;
import static natfailover.Story.A;
import static natfailover.Story.B;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import natfailover.aws.FakeRegion;
import org.jspecify.annotations.Nullable;

/**
 * Why a command is answered with an error.
 *
 * @param name in words
 * @param story what brings it about in a fleet of one zone; gives the answer
 */
record CommandCause(String name, Function<Story, Map<String, @Nullable Object>> story) {
  static final List<CommandCause> MISTAKEN =
      List.of(
          new CommandCause("the command is misspelt", story -> story.command("stauts")),
          new CommandCause(
              "the field command is misspelt",
              story -> story.when(object("comand", "status", "fleet", "prod"))),
          new CommandCause(
              "the field command is misspelt, with nothing beside it",
              story -> story.when(object("comand", "status"))),
          new CommandCause("the payload is a list", story -> story.when(List.of("status"))),
          new CommandCause("the payload is a number", story -> story.when(5)),
          new CommandCause("the payload is a text", story -> story.when("status")),
          new CommandCause("there is no payload", story -> story.whenRaw(new byte[0])),
          new CommandCause("a field is misspelt", story -> story.command("status", "dryrun", true)),
          new CommandCause(
              "the fleet is not named", story -> story.when(object("command", "status"))),
          new CommandCause("the fleet is no name", story -> story.command("status", "fleet", 5)),
          new CommandCause("the zone is not named", story -> story.command("failover")),
          new CommandCause("the zone is no name", story -> story.command("drain", "zone", true)),
          new CommandCause(
              "the minutes are too many", story -> story.command("pause", "minutes", 1441)),
          new CommandCause(
              "the dry run is no truth value", story -> story.command("status", "dryRun", "yes")),
          new CommandCause("the reason is no text", story -> story.command("pause", "reason", 7)));

  static final List<CommandCause> REFUSED =
      List.of(
          new CommandCause(
              "the fleet is not known", story -> story.command("status", "fleet", "prood")),
          new CommandCause("there is no fleet at all", CommandCause::nothing),
          new CommandCause("the fleets there are cannot be seen", CommandCause::unknownAndUnseen),
          new CommandCause(
              "the zone is not the fleet's", story -> story.command("drain", "zone", "zone-x")),
          new CommandCause("no node carries the zone", CommandCause::noCarrier),
          new CommandCause("there is no second path", CommandCause::noSecondPath),
          new CommandCause("the zone has no node to come back to", CommandCause::noNode),
          new CommandCause("the zone's nodes are not fit", CommandCause::noFitNode),
          new CommandCause("there is no group to pause", CommandCause::noGroup),
          new CommandCause("the zone has no group to pause", CommandCause::noGroupInZone),
          new CommandCause("AWS does not answer", CommandCause::blind),
          new CommandCause("AWS does not answer any more", CommandCause::blindAfterChanges));

  private static Map<String, @Nullable Object> nothing(Story story) {
    story.region.nodes.clear();
    story.region.tables.clear();
    story.region.groups.clear();
    return story.command("doctor");
  }

  private static Map<String, @Nullable Object> unknownAndUnseen(Story story) {
    int[] reads = {0};
    story.aws.before =
        query -> {
          if (query.action().equals("DescribeInstances") && reads[0]++ > 0) {
            throw new natfailover.aws.FakeAws.Refusal("UnauthorizedOperation", "no", 403);
          }
        };
    return story.command("status", "fleet", "prood");
  }

  private static Map<String, @Nullable Object> noCarrier(Story story) {
    FakeRegion.at(story.region.tables, "rtb-a").routes.remove("0.0.0.0/0");
    return story.command("failover", "zone", "zone-a");
  }

  private static Map<String, @Nullable Object> noSecondPath(Story story) {
    story.node(B).tags.remove("nat-failover:ready-since");
    return story.command("failover", "zone", "zone-a");
  }

  private static Map<String, @Nullable Object> noNode(Story story) {
    story.region.table("prod", "c", "zone-c", story.node(A));
    return story.command("failback", "zone", "zone-c");
  }

  private static Map<String, @Nullable Object> noFitNode(Story story) {
    story.node(A).state = "stopped";
    story.node(B).state = "stopped";
    return story.command("failback", "zone", "zone-a");
  }

  private static Map<String, @Nullable Object> noGroup(Story story) {
    story.region.groups.clear();
    return story.command("pause");
  }

  private static Map<String, @Nullable Object> noGroupInZone(Story story) {
    story.region.table("prod", "c", "zone-c", story.node(A));
    return story.command("resume", "zone", "zone-c");
  }

  private static Map<String, @Nullable Object> blind(Story story) {
    story.aws.fail("DescribeRouteTables", 9, "RequestLimitExceeded", "Request limit exceeded.");
    return story.command("doctor");
  }

  private static Map<String, @Nullable Object> blindAfterChanges(Story story) {
    story.once(
        "CreateTags",
        () -> story.aws.fail("DescribeInstances", 9, "InternalError", "An internal error"));
    return story.command("failover", "zone", "zone-a", "minutes", 5);
  }
}
