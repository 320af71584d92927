package natfailover.lab.region;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What makes a group take a member for unhealthy. */
final class HealthCheck {
  private final Ec2 ec2;
  private final World world;

  HealthCheck(Ec2 ec2) {
    this.ec2 = ec2;
    this.world = ec2.world();
  }

  /** What was wrong, or when to look again, or neither. */
  record Finding(Optional<String> wrong, Optional<Instant> lookAgain) {
    static final Finding NOTHING = new Finding(Optional.empty(), Optional.empty());

    static Finding wrong(String what) {
      return new Finding(Optional.of(what), Optional.empty());
    }

    static Finding later(Instant when) {
      return new Finding(Optional.empty(), Optional.of(when));
    }
  }

  Finding examine(Group group, Member member) {
    if (!member.instance().state().alive()) {
      return Finding.wrong("an EC2 health check indicating it has been terminated or stopped.");
    }
    Optional<InstanceStatus> status = ec2.statuses().find(member.instance().id());
    if (member.state() != LifecycleState.IN_SERVICE || status.isEmpty()) {
      return Finding.NOTHING;
    }
    if (!status.get().events().isEmpty()) {
      return Finding.wrong("an EC2 health check indicating it is scheduled for an event.");
    }
    Optional<Instant> impaired = status.get().impairedSince();
    if (impaired.isEmpty()) {
      return Finding.NOTHING;
    }
    Instant patient = impaired.get().plus(world.timing().impairedPatience());
    Instant grace = graceEnds(group, member);
    Instant due = grace.isAfter(patient) ? grace : patient;
    return due.isAfter(world.now())
        ? Finding.later(due)
        : Finding.wrong("EC2 instance status checks failure.");
  }

  boolean inGrace(Group group, Member member) {
    return graceEnds(group, member).isAfter(world.now());
  }

  private static Instant graceEnds(Group group, Member member) {
    Duration grace = Duration.ofSeconds(group.specification().gracePeriod());
    return member.inServiceSince().map(since -> since.plus(grace)).orElse(Instant.MIN);
  }
}
