package natfailover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static natfailover.Payloads.NODE;
import static natfailover.Payloads.NOW;
import static natfailover.Payloads.event;
import static natfailover.Payloads.notUnderstood;
import static natfailover.Payloads.object;
import static natfailover.Payloads.one;
import static natfailover.Payloads.read;
import static natfailover.Payloads.readText;
import static natfailover.Payloads.sns;
import static natfailover.Payloads.sqs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Instant;
import java.util.List;
import natfailover.aws.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes in which a payload comes, and the envelopes around it. */
final class TriggersTest {
  private static final String STOPPED =
      Json.write(
          event(
              "aws.ec2",
              "EC2 Instance State-change Notification",
              object("instance-id", NODE, "state", "stopped")));

  @Test
  void aBadRecordDoesNotStopTheOthers() {
    List<Trigger> triggers = read(sqs("no event", STOPPED, STOPPED));
    assertThat(triggers).hasSize(3);
    assertThat(triggers.get(0))
        .isInstanceOfSatisfying(
            Trigger.NotUnderstood.class,
            bad -> assertThat(bad.field()).isEqualTo("Records[0].body"));
    assertThat(triggers.get(1)).isInstanceOf(Trigger.Signal.class).isEqualTo(triggers.get(2));
  }

  @Test
  void aBrokenEnvelopeOfOneRecordDoesNotStopTheOthers() {
    Object bad = object("EventSource", "aws:sns", "Sns", object("Timestamp", "at tea time"));
    Object other = object("eventSource", "aws:s3", "s3", object());
    Object good = object("eventSource", "aws:sqs", "body", STOPPED);
    assertThat(read(object("Records", List.of(bad, other, 7, good))))
        .satisfiesExactly(
            first -> assertThat(field(first)).isEqualTo("Records[0]"),
            second -> assertThat(field(second)).isEqualTo("Records[1].eventSource"),
            third -> assertThat(field(third)).isEqualTo("Records[2]"),
            fourth -> assertThat(fourth).isInstanceOf(Trigger.Signal.class));
  }

  @Test
  void anEventIsTheSameInEveryEnvelope() {
    Trigger bare = readText(STOPPED).getFirst();
    String notification = Json.write(object("Type", "Notification", "Message", STOPPED));
    assertThat(read(sns(STOPPED))).containsExactly(bare);
    assertThat(read(sqs(STOPPED))).containsExactly(bare);
    assertThat(read(sqs(notification))).containsExactly(bare);
  }

  @Test
  void theFieldOfAWrappedEventIsNamedByItsFullPath() {
    String wrong =
        Json.write(
            event(
                "aws.ec2",
                "EC2 Instance State-change Notification",
                object("instance-id", NODE, "state", "gone")));
    String notification = Json.write(object("Type", "Notification", "Message", wrong));
    assertThat(field(one(sns(wrong)))).isEqualTo("Records[0].Sns.Message.detail.state");
    assertThat(field(one(sqs(notification)))).isEqualTo("Records[0].body.Message.detail.state");
  }

  @Test
  void aCommandIsTakenFromTheInvocationOnly() {
    String order = Json.write(object("command", "pause", "fleet", "prod"));
    assertThat(readText(order).getFirst()).isInstanceOf(Trigger.Command.class);
    Trigger.NotUnderstood refused = notUnderstood(sqs(order));
    assertThat(refused.field()).isEqualTo("Records[0].body.command");
    assertThat(refused.message()).contains("invoke the function");
    assertThat(refused.command()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} {}           | payload | payload is \"{} {}\", which is no JSON",
        "{\"Records\":[]}| Records | Records is a list of 0; allowed: at least one record",
        "{\"Records\":5} | Records | Records is 5; allowed: a list",
        "{\"Records\":[1]}| Records[0] | Records[0] is 1; allowed: one JSON object",
        "{\"source\":\"aws.ec2\"} | detail-type | detail-type is missing (there is source)",
        "{\"detail-type\":3} | detail-type | detail-type is 3; allowed: the detail-type",
      })
  void aPayloadOfNoKnownShapeNamesWhatIsWrong(String payload, String field, String message) {
    Trigger trigger = readText(payload).getFirst();
    assertThat(field(trigger)).isEqualTo(field);
    assertThat(((Trigger.NotUnderstood) trigger).message()).startsWith(message);
    assertThat(((Trigger.NotUnderstood) trigger).command()).isFalse();
  }

  @Test
  void anEmptyObjectIsNoSweepButAskedForItsCommand() {
    Trigger.NotUnderstood asked = notUnderstood(object());
    assertThat(asked.field()).isEqualTo("command");
    assertThat(asked.command()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "true", "5", "\"status\"", "status", "[]", "[5]"})
  void whatNoEventCanBeWasSentByHandAndIsAnswered(String payload) {
    assertThat(readText(payload).getFirst())
        .isInstanceOfSatisfying(
            Trigger.NotUnderstood.class,
            asked -> {
              assertThat(asked.message()).startsWith("payload is ").contains("{\"command\": ");
              assertThat(asked.command()).isTrue();
            });
    Trigger wrapped = read(sqs(payload)).getFirst();
    assertThat(((Trigger.NotUnderstood) wrapped).command()).isFalse();
  }

  @Test
  void anUnreadableStreamIsNoBadContent() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    assertThatThrownBy(() -> Triggers.read(broken, NOW))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("closed");
  }

  /** The classes of SNS and SQS cost a few hundred milliseconds of a cold start. */
  @Test
  void anEventWithoutEnvelopeLoadsNoClassOfTheEnvelopes() throws Exception {
    try (URLClassLoader bare = withoutEnvelopes()) {
      assertThat(readIn(bare, STOPPED)).contains("StateChanged");
      assertThatThrownBy(() -> readIn(bare, Json.write(sns(STOPPED))))
          .hasRootCauseInstanceOf(ClassNotFoundException.class);
    }
  }

  private static String readIn(ClassLoader loader, String payload) throws Exception {
    Method read =
        loader
            .loadClass("natfailover.Triggers")
            .getDeclaredMethod("read", InputStream.class, Instant.class);
    read.setAccessible(true);
    return String.valueOf(
        read.invoke(null, new ByteArrayInputStream(payload.getBytes(UTF_8)), NOW));
  }

  private static URLClassLoader withoutEnvelopes() throws Exception {
    URL[] path = {
      Triggers.class.getProtectionDomain().getCodeSource().getLocation(),
    };
    return new URLClassLoader(path, ClassLoader.getPlatformClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        return name.startsWith("natfailover.") ? super.findClass(name) : fromTheTest(name);
      }

      private Class<?> fromTheTest(String name) throws ClassNotFoundException {
        if (name.startsWith("com.amazonaws.") || name.startsWith("org.joda.")) {
          throw new ClassNotFoundException(name);
        }
        return TriggersTest.class.getClassLoader().loadClass(name);
      }
    };
  }

  private static String field(Trigger trigger) {
    assertThat(trigger).isInstanceOf(Trigger.NotUnderstood.class);
    return ((Trigger.NotUnderstood) trigger).field();
  }
}
