package natfailover.lab.gameday;

import java.util.Optional;
import natfailover.lab.account.Account;
import natfailover.lab.box.VpcBox;
import natfailover.lab.region.RegionServer;

/** What befalls a NAT instance that nobody looks after: the faults of all scenarios. */
enum Mishap {
  CRASH("it dies without a word"),
  HANG("it hangs"),
  TERMINATE("it is terminated"),
  STOP("it is stopped for maintenance"),
  CHECKED("its source/destination check is switched on"),
  FLUSHED("its rules are flushed"),
  CROWDED("its table of connections is nearly full"),
  CUT("its egress is cut");

  private final String words;

  Mishap(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** What a scenario comes to where there is one node and no controller. */
  static Optional<Mishap> of(Scenario scenario) {
    return switch (scenario) {
      case CRASH, SECOND_CRASH -> Optional.of(CRASH);
      case HANG -> Optional.of(HANG);
      case TERMINATE, SPOT, ZONE_LOST, LAUNCH_FAILS -> Optional.of(TERMINATE);
      case STOP, TERMINATE_HOOK, DRAIN -> Optional.of(STOP);
      case SOURCE_DEST_CHECK -> Optional.of(CHECKED);
      case RULES_FLUSHED -> Optional.of(FLUSHED);
      case CONNTRACK_FULL -> Optional.of(CROWDED);
      case EGRESS_BLACKHOLE -> Optional.of(CUT);
      case PARTITION, FAILBACK, ONBOARD_OFFBOARD -> Optional.empty();
    };
  }

  /** Lets it happen. */
  void befall(String victim, RegionServer region, Account account, VpcBox box) {
    switch (this) {
      case CRASH -> box.crash(victim);
      case HANG -> box.hang(victim);
      case TERMINATE -> region.with(each -> each.killInstance(victim));
      case STOP -> region.with(each -> each.stopInstance(victim));
      case CHECKED -> switchCheckOn(account, victim);
      case FLUSHED -> box.flushRules(victim);
      case CROWDED -> Crowd.into(box, victim);
      case CUT -> box.cutEgress(victim);
    }
  }

  /** Somebody switches the source/destination check of an instance on. */
  static void switchCheckOn(Account account, String victim) {
    account
        .ec2()
        .modifyInstanceAttribute(
            r -> r.instanceId(victim).sourceDestCheck(value -> value.value(true)));
  }
}
