package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_NEITHER;
import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;

import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.Filter;

/** Tags of groups, and groups by their tags. */
final class GroupTagTopic implements Topic {
  private static final List<Gap> GAPS =
      List.of(
          AWS_DOCUMENTS_NEITHER.refusal(
              "groups by an unknown filter",
              "400 ValidationError > accepted",
              "moto ignores a filter of groups that it does not know; AWS does not say what it"
                  + " does"),
          AWS_DOCUMENTS_OURS.refusal(
              "tag what is not there",
              "400 ValidationError > 500 no code",
              "moto answers with a page of HTML; AWS with an error code"));

  @Override
  public void play(Stage stage) {
    tags(stage, new ScalingSite(Site.on(stage)).group("tags", 0));
  }

  private static void tags(Stage stage, String group) {
    var scaling = stage.scaling();
    stage.ask(
        "tag",
        () ->
            scaling.createOrUpdateTags(
                r -> r.tags(ScalingSite.tag(group, "a", "1"), ScalingSite.tag(group, "b", "2"))));
    stage.ask(
        "tag again",
        () -> scaling.createOrUpdateTags(r -> r.tags(ScalingSite.tag(group, "a", "3"))));
    stage.ask(
        "tags",
        () ->
            scaling
                .describeTags(
                    r ->
                        r.filters(
                            Filter.builder().name("auto-scaling-group").values(group).build()))
                .tags());
    find(stage);
    stage.ask("untag", () -> scaling.deleteTags(r -> r.tags(ScalingSite.tag(group, "a", "3"))));
    stage.ask(
        "tags left",
        () ->
            scaling
                .describeAutoScalingGroups(r -> r.autoScalingGroupNames(group))
                .autoScalingGroups()
                .getFirst()
                .tags());
    stage.ask(
        "tag what is not there",
        () -> scaling.createOrUpdateTags(r -> r.tags(ScalingSite.tag("no such group", "a", "1"))));
  }

  private static void find(Stage stage) {
    var scaling = stage.scaling();
    for (String name : List.of("tag-key", "tag:a", "tag-value")) {
      String value = name.equals("tag-key") ? "a" : "3";
      stage.ask(
          "groups by " + name,
          () ->
              scaling
                  .describeAutoScalingGroups(
                      r -> r.filters(Filter.builder().name(name).values(value).build()))
                  .autoScalingGroups()
                  .stream()
                  .map(each -> each.autoScalingGroupName())
                  .toList());
    }
    stage.ask(
        "groups by an unknown filter",
        () ->
            scaling
                .describeAutoScalingGroups(
                    r -> r.filters(Filter.builder().name("no-such").values("1").build()))
                .autoScalingGroups()
                .size());
  }

  @Override
  public List<Gap> gaps() {
    return GAPS;
  }
}
