package natfailover.lab.box;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What can happen to instances without EC2 knowing. */
final class Faults {
  private final Plumbing plumbing;
  private final Machines machines;

  Faults(Plumbing plumbing, Machines machines) {
    this.plumbing = plumbing;
    this.machines = machines;
  }

  void crash(String id) {
    Machine machine = machines.at(id);
    say("add", "dead", machine.devices().values());
    machine.kill();
  }

  void hang(String id) {
    Machine machine = machines.at(id);
    say("add", "hung", machine.devices().values());
    machine.freeze();
  }

  void cutEgress(String id) {
    say("add", "cut", machines.at(id).devices().values());
  }

  void mendEgress(String id) {
    say("delete", "cut", machines.at(id).devices().values());
  }

  void partition(String one, String other) {
    List<String> pairs = new ArrayList<>();
    for (String here : machines.at(one).devices().values()) {
      for (String there : machines.at(other).devices().values()) {
        pairs.add(here + " . " + there);
        pairs.add(there + " . " + here);
      }
    }
    say("add", "parted", pairs);
  }

  void heal() {
    plumbing.checks().must("flush set ip eni parted");
  }

  void flushRules(String id) {
    machines.at(id).namespace().must("nft", "flush", "ruleset");
  }

  /** The kernel's own limit is the same in all namespaces: a rule enforces this one. */
  void limitConntrack(String id, int entries) {
    String script =
        """
        set -eu
        limit=$1
        echo "$limit" >/run/nf_conntrack_max
        mount --bind /run/nf_conntrack_max /proc/sys/net/netfilter/nf_conntrack_max
        nft -f - <<END
        add table ip kernel
        delete table ip kernel
        table ip kernel {
            chain most {
                type filter hook prerouting priority -190
                ct state new ct count over $limit drop
            }
        }
        END
        """;
    machines.at(id).namespace().must("sh", "-c", script, "limit", Integer.toString(entries));
  }

  private void say(String verb, String set, Collection<String> elements) {
    plumbing
        .checks()
        .must(verb + " element ip eni " + set + " { " + String.join(", ", elements) + " }");
  }
}
