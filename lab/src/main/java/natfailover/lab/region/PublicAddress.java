package natfailover.lab.region;

/** The public address of a private one: Amazon's own, given at launch, or an Elastic IP. */
sealed interface PublicAddress {
  String text();

  /** Given at launch and lost for good with a stop, a termination or an Elastic IP. */
  record Automatic(String text) implements PublicAddress {}

  /** An allocation that outlives what it is associated with. */
  record Elastic(ElasticAddress address, String associationId) implements PublicAddress {
    @Override
    public String text() {
      return address.publicAddress();
    }
  }
}
