package natfailover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static natfailover.Payloads.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import natfailover.aws.Json;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Whatever reaches the controller: a clear error or nothing, never a write, never a stack trace.
 */
final class BadInputPropertyTest {
  private static final Set<String> ORDERS =
      Set.of("status", "failover", "failback", "drain", "pause", "resume");
  private static final Set<String> ORDERS_OF_A_ZONE = Set.of("failover", "failback", "drain");
  private static final Set<String> ZONES = Set.of("zone-a", "zone-b");
  private static final Set<String> FIELDS =
      Set.of("command", "fleet", "zone", "minutes", "dryRun", "reason");

  /** Calm: an event that changes it was believed although it was bad. */
  private final Story calm = Story.twoZones();

  @Property(tries = 4000)
  void aMangledEventChangesNothing(
      @ForAll("files") String file, @ForAll int place, @ForAll("strange") List<Object> values) {
    judge(calm, Mangling.mangled(Mangling.text(file), place, values).getBytes(UTF_8));
    assertThat(calm.aws.changes()).isEmpty();
  }

  /** Of one of the fleet's nodes, where any look at the fleet would find something to do. */
  @Property(tries = 2000)
  void anEventThatIsNotUnderstoodIsNotLookedInto(
      @ForAll("files") String file, @ForAll int place, @ForAll("strange") List<Object> values) {
    String ours = Mangling.text(file).replaceAll("i-[0-9a-f]{8,32}", Story.A);
    byte[] payload = Mangling.mangled(ours, place, values).getBytes(UTF_8);
    Assume.that(
        Triggers.read(new ByteArrayInputStream(payload), Payloads.NOW).stream()
            .allMatch(Trigger.NotUnderstood.class::isInstance));
    calm.node(Story.A).face(0).sourceDestCheck = true;
    judge(calm, payload);
    assertThat(calm.aws.changes()).isEmpty();
  }

  @Property(tries = 2000)
  void aTruncatedEventChangesNothing(@ForAll("files") String file, @ForAll int length) {
    byte[] whole = EventFilesTest.bytes(file);
    judge(calm, Arrays.copyOf(whole, Math.floorMod(length, whole.length + 1)));
    assertThat(calm.aws.changes()).isEmpty();
  }

  @Property(tries = 2000)
  void anyBytesChangeNothing(@ForAll @Size(max = 200) byte[] bytes) {
    judge(calm, bytes);
    assertThat(calm.aws.changes()).isEmpty();
  }

  @Property(tries = 2000)
  void anOrderIsCarriedOutAsItStandsOrRefusedAndThenNothingIsChanged(
      @ForAll("orders") Map<String, @Nullable Object> order,
      @ForAll int place,
      @ForAll("strange") List<Object> values) {
    Story story = Story.twoZones();
    String mangled = Mangling.mangled(Json.write(order), place, values);
    Map<String, @Nullable Object> answer = judge(story, mangled.getBytes(UTF_8));
    if (!answer.containsKey("fleet")) {
      assertThat(story.aws.changes()).as("of %s", mangled).isEmpty();
      return;
    }
    Map<String, @Nullable Object> read = Story.map(Json.parse(mangled));
    assertThat(faults(read)).as("obeyed: %s", mangled).isEmpty();
    if (Boolean.TRUE.equals(read.get("dryRun"))) {
      assertThat(story.aws.changes()).as("of %s", mangled).isEmpty();
    }
  }

  /** What an engineer who knows the contract would refuse of an order. */
  private static List<String> faults(Map<String, @Nullable Object> order) {
    List<String> faults = new ArrayList<>(order.keySet());
    faults.removeAll(FIELDS);
    if (!ORDERS.contains(order.get("command"))) {
      faults.add("command");
    }
    if (!"prod".equals(order.get("fleet"))) {
      faults.add("fleet");
    }
    boolean ofAZone = ORDERS_OF_A_ZONE.contains(order.get("command"));
    if ((ofAZone || order.containsKey("zone")) && !ZONES.contains(order.get("zone"))) {
      faults.add("zone");
    }
    if (order.containsKey("minutes")
        && !(order.get("minutes") instanceof Long minutes && minutes >= 1 && minutes <= 1440)) {
      faults.add("minutes");
    }
    if (order.containsKey("dryRun") && !(order.get("dryRun") instanceof Boolean)) {
      faults.add("dryRun");
    }
    if (order.containsKey("reason") && !(order.get("reason") instanceof String)) {
      faults.add("reason");
    }
    return faults;
  }

  /** The answer, which is never a program's inside, and names a code wherever it is an error. */
  private static Map<String, @Nullable Object> judge(Story story, byte[] payload) {
    Map<String, @Nullable Object> answer = story.whenRaw(payload);
    assertThat(Json.write(answer)).doesNotContain("Exception", "java.", "\\tat ");
    List<Map<String, @Nullable Object>> errors =
        answer.containsKey("errors")
            ? Story.list(answer, "errors")
            : answer.containsKey("error") ? List.of(answer) : List.of();
    for (Map<String, @Nullable Object> error : errors) {
      assertThat(Story.error(error, "code")).matches("[A-Z][A-Za-z]+");
      assertThat(Story.error(error, "message")).hasSizeBetween(10, 1000);
    }
    assertThat(answer.keySet()).containsAnyOf("fleet", "fleets", "error", "ignored");
    return answer;
  }

  @Provide
  Arbitrary<Map<String, @Nullable Object>> orders() {
    return Arbitraries.of(ORDERS)
        .flatMap(
            verb ->
                Arbitraries.of(ZONES)
                    .map(
                        zone ->
                            object(
                                "command",
                                verb,
                                "fleet",
                                "prod",
                                "zone",
                                zone,
                                "minutes",
                                30L,
                                "dryRun",
                                false,
                                "reason",
                                "game day 12")));
  }

  @Provide
  Arbitrary<String> files() {
    return Mangling.events();
  }

  @Provide
  Arbitrary<List<Object>> strange() {
    return Mangling.strange();
  }
}
