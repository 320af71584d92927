package natfailover.lab.simulation;

/** What must hold at every step of a life; the names are those of the output and the docs. */
enum Rule {
  NO_WRITE_OUTSIDE_THE_FLEET("every write is to a resource that has the fleet's tag"),
  NEVER_TO_THE_UNFIT("no route is pointed at a node known to be unfit while a fit one was known"),
  A_HEALTHY_ZONE_STAYS("a route that leads to a fit node of its own zone is not moved"),
  THE_LAST_HEALTHY_NODE_STAYS("no node is condemned unless another runs that has proved itself"),
  CONVERGES("within a stated time after the trouble every zone's traffic is at home and flows"),
  THE_ADDRESS_IS_WHERE_THE_ROUTES_ARE(
      "once converged, a zone's Elastic IP is on the node that carries the zone"),
  NOTHING_LEFT_TO_DO("once converged, another sweep writes nothing"),
  NO_STACK_TRACE("the controller fails for no reason but those it reports");

  private final String sentence;

  Rule(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
