package natfailover.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is put together of the reports of several programs. */
final class JoinedTest {
  @Test
  void aPortIsFreeWhereNoOtherHostUsesItAndOnlyHostsThatSpeakFirstCount() {
    List<NearReport> reports =
        List.of(
            near(0, fate(Kind.MASS, 1, true), fate(Kind.MASS, 2, true)),
            near(0, fate(Kind.ECHO, 3, false), fate(Kind.PUSH, 4, true)),
            near(1, fate(Kind.POLL, 2, false), fate(Kind.IDLE, 5, true)));
    assertThat(Joined.host(0, reports, List.of()).freePorts()).isEqualTo(new Survivors(2, 1));
    assertThat(Joined.host(1, reports, List.of()).freePorts()).isEqualTo(new Survivors(1, 1));
  }

  @Test
  void aHostsOwnPortTowardsTwoServersIsFree() {
    List<NearReport> reports =
        List.of(near(0, fate(Kind.MASS, 1, true)), near(0, fate(Kind.MASS, 1, true)));
    assertThat(Joined.host(0, reports, List.of()).freePorts()).isEqualTo(new Survivors(2, 2));
  }

  private static NearReport near(int host, Fate... fates) {
    return new NearReport(host, List.of(), List.of(fates), List.of(), List.of(), List.of());
  }

  private static Fate fate(Kind kind, int port, boolean alive) {
    return new Fate(kind, port, alive);
  }
}
