package natfailover.doctor;

import java.util.List;
import java.util.stream.Stream;

/** Everything that the doctor can say, each with its cure. */
public sealed interface Complaint permits FleetComplaint, ControllerComplaint {
  /** Brings back what a deployment does not, since it compares templates only. */
  String REVERT =
      "a change set that reverts the drift (aws cloudformation create-change-set --deployment-mode"
          + " REVERT_DRIFT)";

  /** The command that takes an Elastic IP from where it is, of which AWS wants to know the id. */
  static String disassociate(String allocation) {
    return "aws ec2 disassociate-address --association-id $(aws ec2 describe-addresses"
        + " --allocation-ids "
        + allocation
        + " --query 'Addresses[0].AssociationId' --output text)";
  }

  /**
   * What to do about a zone's prober that may not be asked: AWS says so also of one that is gone,
   * which has no tag any more to permit it.
   *
   * @param errors what AWS says then
   */
  static String absent(String errors, String fleet) {
    return errors
        + ": see whether it is there (aws lambda get-function-configuration --function-name"
        + " nat-failover-"
        + fleet
        + "-%1$s); if not, it was deleted by hand, which no deployment sees: "
        + REVERT
        + " of the fleet's stack with its nested ones, or take the zone off the fleet's stack,"
        + " deploy, and put it back; if it is, tag it nat-failover:fleet="
        + fleet
        + " (aws lambda tag-resource)";
  }

  /** All of it. */
  static List<Complaint> all() {
    return Stream.<Complaint[]>of(FleetComplaint.values(), ControllerComplaint.values())
        .flatMap(Stream::of)
        .toList();
  }

  /**
   * What is said.
   *
   * @param check the one that finds it
   * @param severity how much is at stake
   * @param message what is wrong, with places for the resource and for what else is named with the
   *     finding
   * @param cure what to do, with the same places
   */
  record Text(Check check, Severity severity, String message, String cure) {}

  /** What it says. */
  Text text();

  /** The check that finds it. */
  default Check check() {
    return text().check();
  }

  /** How much is at stake. */
  default Severity severity() {
    return text().severity();
  }

  /** What is wrong, with places to fill in. */
  default String message() {
    return text().message();
  }

  /** What to do, with the same places. */
  default String cure() {
    return text().cure();
  }

  /** The constant's name. */
  String name();

  /** As the answer has it, for programs. */
  default String code() {
    return Check.camelCase(name());
  }

  /** A finding about a resource. */
  default Diagnosis of(String resource, Object... more) {
    return of(check(), resource, more);
  }

  /** The same of whichever check it was. */
  default Diagnosis of(Check found, String resource, Object... more) {
    Object[] names = new Object[more.length + 1];
    names[0] = resource;
    System.arraycopy(more, 0, names, 1, more.length);
    return new Diagnosis(
        found, this, resource, message().formatted(names), cure().formatted(names));
  }
}
