package natfailover.prober;

/** A request that cannot be understood: the message names what is wrong and what is allowed. */
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param fault what is wrong, a clause that follows the words "the request"
   */
  BadRequest(String fault) {
    super("the request " + fault);
  }
}
