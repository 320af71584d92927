package natfailover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static natfailover.Payloads.NOW;
import static natfailover.Payloads.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import natfailover.aws.Json;
import natfailover.plan.Evidence;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;

/** However an event is mangled: no exception, no order that nobody gave, no evidence of later. */
final class TriggersPropertyTest {

  @Property(tries = 3000)
  void anEventWithAFieldDroppedOrReplacedIsReadOrNamed(
      @ForAll("files") String file, @ForAll int place, @ForAll("strange") List<Object> values) {
    String payload = mangled(file, place, values);
    judge(payload.getBytes(UTF_8));
  }

  @Property(tries = 1000)
  void aMessageWithinAnEnvelopeMayBeMangledAsWell(
      @ForAll("files") String file, @ForAll int place, @ForAll("strange") List<Object> values) {
    String message = mangled(file, place, values);
    Object record = object("EventSource", "aws:sns", "Sns", object("Message", message));
    judge(Json.write(object("Records", List.of(record))).getBytes(UTF_8));
  }

  @Property(tries = 1000)
  void aTruncatedEventIsReadOrNamed(@ForAll("files") String file, @ForAll int length) {
    byte[] whole = EventFilesTest.bytes(file);
    judge(Arrays.copyOf(whole, Math.floorMod(length, whole.length + 1)));
  }

  @Property(tries = 1000)
  void anyBytesAreReadOrNamed(@ForAll @Size(max = 200) byte[] bytes) {
    judge(bytes);
  }

  @Property(tries = 1000)
  void aMisspeltFieldNeverMakesALiveRun(
      @ForAll @AlphaChars @StringLength(min = 1, max = 8) String name,
      @ForAll("order") String verb) {
    Map<String, @Nullable Object> order =
        object("command", verb, "fleet", "prod", "zone", "eu-west-1a", name, true);
    Trigger trigger = Payloads.one(order);
    if (name.equals("dryRun")) {
      assertThat(trigger)
          .isInstanceOfSatisfying(Trigger.Command.class, it -> assertThat(it.dryRun()).isTrue());
    } else {
      assertThat(trigger)
          .isInstanceOfSatisfying(
              Trigger.NotUnderstood.class,
              it -> {
                assertThat(it.field()).isEqualTo(name);
                assertThat(it.command()).isTrue();
              });
    }
  }

  @Provide
  Arbitrary<String> files() {
    return Mangling.events();
  }

  @Provide
  Arbitrary<List<Object>> strange() {
    return Mangling.strange();
  }

  @Provide
  Arbitrary<String> order() {
    return Arbitraries.of("status", "failover", "failback", "drain", "pause", "resume");
  }

  private static void judge(byte[] payload) {
    List<Trigger> triggers = Triggers.read(new ByteArrayInputStream(payload), NOW);
    assertThat(triggers).isNotEmpty();
    for (Trigger trigger : triggers) {
      assertThat(trigger).isNotInstanceOf(Trigger.Command.class);
      if (trigger instanceof Trigger.Signal signal) {
        assertThat(signal.evidence())
            .extracting(Evidence::at)
            .allSatisfy(at -> assertThat(at).isBeforeOrEqualTo(NOW));
      }
      if (trigger instanceof Trigger.NotUnderstood bad) {
        assertThat(bad.message()).startsWith(bad.field()).hasSizeLessThan(1000);
      }
    }
  }

  private static String mangled(String file, int place, List<Object> values) {
    return Mangling.mangled(Mangling.text(file), place, values);
  }
}
