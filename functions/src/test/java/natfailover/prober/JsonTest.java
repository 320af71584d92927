package natfailover.prober;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** JSON by the JDK alone, both ways. */
class JsonTest {
  @Test
  void everyKindOfValueIsReadAndWritten() {
    String json = "{\"a\":[1,-2,true,false,null,\"x\"],\"b\":{},\"c\":[],\"d\":{\"e\":\"f\"}}";
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("a", Arrays.asList(1L, -2L, true, false, null, "x"));
    map.put("b", Map.of());
    map.put("c", List.of());
    map.put("d", Map.of("e", "f"));
    assertThat(JsonReader.read(json)).isEqualTo(map);
    assertThat(Json.write(map)).isEqualTo(json);
  }

  @Test
  void blanksEscapesAndFractionsAreRead() {
    assertThat(JsonReader.read(" [ \"\\u00e9\\n\\\"\\\\\\/\" ,\t1.5e1 ,\r\n-0 ] "))
        .isEqualTo(List.of("é\n\"\\/", 15.0, 0L));
  }

  @Test
  void whatIsBrokenIsRefusedWithThePlace() {
    assertThatThrownBy(() -> JsonReader.read("{\"a\" 1}"))
        .isInstanceOf(BadRequest.class)
        .hasMessage("the request is no JSON: at character 6 there should be ':'");
    assertThat(
            List.of(
                "",
                " ",
                "{",
                "[1",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\":1 \"b\":2}",
                "\"a",
                "01",
                "1.",
                "-",
                "tru",
                "nul",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12",
                "{} {}",
                "1 2",
                "'a'",
                "\"a\nb\"",
                "{\"a\":1,\"a\":2}",
                "[".repeat(100_000)))
        .allSatisfy(
            text ->
                assertThatThrownBy(() -> JsonReader.read(text))
                    .as(text)
                    .isInstanceOf(BadRequest.class));
  }

  @Property
  void anyTextSurvivesBothWays(@ForAll String text, @ForAll long number) {
    Map<String, Object> value = Map.of(text, List.of(text, number));
    assertThat(JsonReader.read(Json.write(value))).isEqualTo(value);
  }

  @Property
  void anyTextAtAllIsReadOrRefused(@ForAll String text) {
    try {
      JsonReader.read(text);
    } catch (BadRequest refused) {
      assertThat(refused).hasMessageStartingWith("the request is no JSON: at character ");
    }
  }
}
