package natfailover.lab.simulation;

import natfailover.lab.region.ApiError;
import natfailover.lab.region.Request;
import natfailover.lab.region.Tree;

/** What carries a call to the region and its answer back, without HTTP and without XML. */
@FunctionalInterface
interface Wire {
  /**
   * Has a call answered.
   *
   * @throws ApiError what AWS says instead
   */
  Tree send(Request request);
}
