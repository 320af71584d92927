package natfailover.prober;

import java.util.Locale;

/** How one target met a connection. */
enum Outcome {
  /** The handshake was completed: packets went there and came back. */
  ACCEPTED,

  /** A reset, or an ICMP error that looks like one, in place of the handshake. */
  REFUSED,

  /** Somebody on the way, or this machine itself, says that there is no way. */
  UNREACHABLE,

  /** Nothing came back in time. */
  SILENT,

  /** Its name led to no IPv4 address, or to none in time. */
  UNRESOLVED,

  /** Its name led to addresses that are not on the internet, so none was tried. */
  PRIVATE,

  /** It had not answered when the verdict was already known. */
  NOT_AWAITED;

  /**
   * Whether it proves that the internet can be reached. A refusal does not: a node that forwards
   * nothing may refuse in the far end's place, as firewalls do, and nothing in the refusal tells.
   */
  boolean provesEgress() {
    return this == ACCEPTED;
  }

  /** Whether it proves that the subnet's own network works; there a refusal is as good. */
  boolean provesZone() {
    return this == ACCEPTED || this == REFUSED;
  }

  /** The word for it in the answer. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
