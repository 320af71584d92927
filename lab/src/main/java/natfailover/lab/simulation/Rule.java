package natfailover.lab.simulation;

/** What must hold at every step of a life; the names are those of the output and the docs. */
enum Rule {
  NO_WRITE_OUTSIDE_THE_FLEET(
      "every write is to what the fleet's stack has made or its groups have launched"),
  NEVER_TO_THE_UNFIT("no route is pointed at a node known to be unfit while a fit one was known"),
  A_HEALTHY_ZONE_STAYS("a route that leads to a fit node of its own zone is not moved"),
  THE_LAST_HEALTHY_NODE_STAYS("no node is condemned unless another runs that has proved itself"),
  ONE_ZONE_AT_A_TIME(
      "no node is condemned while one that was condemned in another zone still runs"),
  A_PAUSE_MOVES_NOTHING("where a group is paused no route, address or node of its zone is moved"),
  A_DRY_RUN_WRITES_NOTHING("an order that is only tried changes nothing"),
  CONVERGES("within a stated time after the trouble every zone's traffic is at home and flows"),
  THE_ADDRESS_IS_WHERE_THE_ROUTES_ARE(
      "once converged, a zone's Elastic IP is on the node that carries the zone"),
  NOTHING_LEFT_TO_DO("once converged, another sweep writes nothing"),
  EVERY_FAILED_WRITE_IS_REPORTED(
      "a write that was tried and not done is in the report, and the invocation fails"),
  CONVERGED_IS_TRUE("a report says converged only where the region agrees"),
  NO_STACK_TRACE("what fails is AWS or the network, never the controller's own code");

  private final String sentence;

  Rule(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
