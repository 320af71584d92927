package natfailover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import natfailover.doctor.Setup.Grant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statements of a function's policy let a rule of EventBridge invoke it. */
final class InvokePolicyTest {
  private static final String RULE = "arn:aws:events:eu-test-1:123456789012:rule/nat-Sweep";
  private static final String EVENTS = "'Principal':{'Service':'events.amazonaws.com'}";
  private static final String INVOKE = "'Action':'lambda:InvokeFunction'";
  private static final String BY_RULE = "'Condition':{'ArnLike':{'AWS:SourceArn':'" + RULE + "'}}";

  private static List<Grant> grants(String... parts) {
    String statement = "{'Sid':'x'," + String.join(",", parts) + "}";
    String policy = "{'Version':'2012-10-17','Statement':[" + statement + "]}";
    return new InvokePolicy("123456789012").grants(policy.replace('\'', '"'));
  }

  @Test
  void theOneThatSamMakesIsForItsRule() {
    assertThat(grants("'Effect':'Allow'", EVENTS, INVOKE, BY_RULE))
        .containsExactly(new Grant(RULE, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Principal':'*'",
        "'Principal':{'AWS':'*'}",
        "'Principal':{'Service':['sns.amazonaws.com','events.amazonaws.com']}"
      })
  void whoeverIncludesEventBridgeWillDo(String principal) {
    assertThat(grants("'Effect':'Allow'", principal, "'Action':['lambda:*']"))
        .containsExactly(new Grant("*", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Effect':'Deny'," + EVENTS + "," + INVOKE,
        "'Effect':'Allow','Principal':{'Service':'sns.amazonaws.com'}," + INVOKE,
        "'Effect':'Allow'," + EVENTS + ",'Action':'lambda:GetFunction'",
        "'Effect':'Allow',"
            + EVENTS
            + ","
            + INVOKE
            + ",'Condition':{'StringEquals':{'AWS:SourceAccount':'999999999999'}}"
      })
  void whatIsForOthersGrantsNothing(String statement) {
    assertThat(grants(statement)).isEmpty();
  }

  @Test
  void theAccountOfTheFunctionIsNoLimit() {
    assertThat(
            grants(
                "'Effect':'Allow'",
                EVENTS,
                INVOKE,
                "'Condition':{'StringEquals':{'AWS:SourceAccount':'123456789012'},"
                    + "'ArnLike':{'AWS:SourceArn':'"
                    + RULE
                    + "'}}"))
        .containsExactly(new Grant(RULE, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'StringEquals':{'aws:PrincipalOrgID':'o-1'}              | StringEquals aws:PrincipalOrgID
          'StringEqualsIgnoreCase':{'AWS:SourceArn':'arn'}  | StringEqualsIgnoreCase AWS:SourceArn
          'ForAnyValue:StringLike':{'aws:SourceArn':'arn'}  | ForAnyValue:StringLike aws:SourceArn
          'ArnNotLike':{'AWS:SourceArn':'arn'}                          | ArnNotLike AWS:SourceArn
          'StringLike':{'AWS:SourceAccount':'1234*'}                 | StringLike AWS:SourceAccount
          """)
  void ofAConditionThatIsNotUnderstoodTheNameIsKept(String condition, String name) {
    assertThat(grants("'Effect':'Allow'", EVENTS, INVOKE, "'Condition':{" + condition + "}"))
        .containsExactly(new Grant("*", name));
  }

  @Test
  void aConditionThatIsUnderstoodHoldsBesideOneThatIsNot() {
    String mixed = "'StringEquals':{'aws:PrincipalOrgID':'o-1','AWS:SourceAccount':'%s'}";
    String own = mixed.formatted("123456789012") + ",'ArnLike':{'AWS:SourceArn':'" + RULE + "'}";
    assertThat(grants("'Effect':'Allow'", EVENTS, INVOKE, "'Condition':{" + own + "}"))
        .containsExactly(new Grant(RULE, "StringEquals aws:PrincipalOrgID"));
    String other = "'Condition':{" + mixed.formatted("999999999999") + "}";
    assertThat(grants("'Effect':'Allow'", EVENTS, INVOKE, other)).isEmpty();
  }
}
