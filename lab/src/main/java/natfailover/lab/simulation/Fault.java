package natfailover.lab.simulation;

/** What breaks. */
enum Fault {
  /** A node's machine dies. */
  CRASH,
  /** Somebody stops a node. */
  STOP,
  /** A node loses its way out, and knows it. */
  EGRESS_LOST,
  /** A node loses its rules, forwards nothing, and says so. */
  RULES_LOST,
  /** A node's kernel hangs, and its status check fails after a while. */
  HANGS,
  /** A node says that it is not well. */
  SICK,
  /** AWS's status check of a node fails, though it forwards. */
  STATUS,
  /** AWS announces that it retires a node's machine. */
  RETIREMENT,
  /** A zone is lost with all its machines, and comes back. */
  ZONE,
  /** A node dies, and its zone has no machine to give for a while. */
  CAPACITY,
  /** The controller may not do something for minutes. */
  DENIED,
  /** The account's rate for something is used up for minutes, by others. */
  THROTTLED,
  /** AWS answers something with a 5xx for minutes. */
  FAILING
}
