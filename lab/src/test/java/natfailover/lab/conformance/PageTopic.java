package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pages: how many items the first has, and that the SDK's paginators find every item. */
final class PageTopic implements Topic {
  private static final int TABLES = 7;
  private static final int GROUPS = 3;

  private static final List<Gap> GAPS =
      List.of(
          AWS_DOCUMENTS_OURS.refusal(
              "a page too small",
              "400 InvalidParameterValue > accepted",
              "moto accepts a MaxResults below the least that is documented; AWS refuses"),
          AWS_DOCUMENTS_OURS.refusal(
              "a token of nobody's",
              "400 InvalidNextToken > 500 no code",
              "moto answers an unknown token with a page of HTML; AWS with an error code"),
          AWS_DOCUMENTS_OURS.of(
              "pages of tables",
              "\\[0]",
              "2 > 1",
              "moto ignores MaxResults for route tables; AWS pages"));

  @Override
  public void play(Stage stage) {
    var ec2 = stage.ec2();
    var scaling = stage.scaling();
    Site site = Site.on(stage);
    IntStream.range(0, TABLES).forEach(i -> site.table("table " + i));
    IntStream.range(0, TABLES).forEach(i -> site.instance("node " + i, "10.0.0.1" + i));
    List<String> groups = groups(site);
    pages(
        stage,
        "tables",
        () ->
            ec2.describeRouteTablesPaginator(r -> r.filters(site.here()).maxResults(5)).stream()
                .map(page -> page.routeTables().size()));
    pages(
        stage,
        "instances",
        () ->
            ec2.describeInstancesPaginator(r -> r.filters(site.here()).maxResults(5)).stream()
                .map(page -> page.reservations().size()));
    pages(
        stage,
        "groups",
        () ->
            scaling
                .describeAutoScalingGroupsPaginator(
                    r -> r.autoScalingGroupNames(groups).maxRecords(2))
                .stream()
                .map(page -> page.autoScalingGroups().size()));
    refusals(stage, site);
  }

  private static void refusals(Stage stage, Site site) {
    var ec2 = stage.ec2();
    stage.ask(
        "a page too small",
        () -> ec2.describeRouteTables(r -> r.filters(site.here()).maxResults(1)).routeTables());
    stage.ask(
        "a token of nobody's",
        () ->
            ec2.describeInstances(r -> r.filters(site.here()).nextToken("nobody's"))
                .reservations());
    stage.ask(
        "ids and pages together",
        () -> ec2.describeInstances(r -> r.instanceIds("i-0123456789abcdef0").maxResults(5)));
  }

  private static List<String> groups(Site site) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      names.add(new ScalingSite(site).group("pages " + i, 0));
    }
    return names;
  }

  private static void pages(Stage stage, String what, Supplier<Stream<Integer>> pages) {
    List<Integer> sizes = pages.get().toList();
    stage.tell("pages of " + what, List.of(sizes.size()));
    stage.tell("all " + what, List.of(sizes.stream().mapToInt(size -> size).sum()));
  }

  @Override
  public List<Gap> gaps() {
    return GAPS;
  }
}
