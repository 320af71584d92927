package natfailover.lab.region;

import java.util.List;

/** How Auto Scaling pages a listing: fifty items unless asked for more. */
record ScalingListing(String list, int most) {
  Tree answer(World world, Parameters parameters, List<Tree> found) {
    Page.Bounds bounds = new Page.Bounds("MaxRecords", 1, most, 50);
    int limit = Math.min(Page.size(parameters, bounds), world.settings().maximumPage());
    Page<Tree> page = Page.of(found, parameters.text("NextToken"), limit);
    return new Tree().list(list, page.items()).put("NextToken", page.nextToken());
  }
}
