package dev.strongroom.teaching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.teaching.yaml.ScenarioException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an author reads who makes a typical mistake: the place, the problem, and what is meant. */
class MistakesTest {

  private static final String SAMPLE = GateTest.read("sample.yaml");

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "a tab",
            "title: A sample",
            "\ttitle: A sample",
            "sample.yaml:3:1: this is no YAML: while scanning for the next token, found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
        Arguments.of(
            "a misspelt member",
            "questions:",
            "question:",
            "sample.yaml:37:1: there is no member 'question' here; did you mean 'questions'?"),
        Arguments.of(
            "a missing member",
            "story: A role of another account has to read a token.\n",
            "",
            "sample.yaml:1:1: the member 'story' is missing"),
        Arguments.of(
            "an unknown operation",
            "call: GetSecretValue, with: {SecretId: \"${arn:shared/token}\"}}\n  share",
            "call: getSecretValue, with: {SecretId: \"${arn:shared/token}\"}}\n  share",
            "sample.yaml:13:25: there is no operation 'getSecretValue': write its name as AWS does, with kms: before it where both services have it"),
        Arguments.of(
            "a misspelt member of an operation",
            "{SecretId: shared/token, KmsKeyId:",
            "{SecretId: shared/token, KmsKeyID:",
            "sample.yaml:29:60: UpdateSecret takes no member 'KmsKeyID'; did you mean 'KmsKeyId'?"),
        Arguments.of(
            "a secret that isn't there",
            "${arn:shared/token}",
            "${arn:shared/tokn}",
            "sample.yaml:13:58: there is no secret 'shared/tokn'; did you mean 'shared/token'?"),
        Arguments.of(
            "an action that isn't there",
            "do: [cmk, key-policy, read]",
            "do: [cmk, keypolicy, read]",
            "sample.yaml:33:27: there is no action 'keypolicy'; did you mean 'key-policy'?"),
        Arguments.of(
            "a step that isn't there",
            "challenge: {at: begun",
            "challenge: {at: begin",
            "sample.yaml:58:17: there is no step 'begin'; did you mean 'begun'?"),
        Arguments.of(
            "an account that YAML takes for a number",
            "account: \"222222222222\"",
            "account: 22222222222",
            "sample.yaml:11:21: An AWS account id has 12 digits, but this one is '22222222222'"),
        Arguments.of(
            "a duration in words",
            "advance: PT1M",
            "advance: 1 minute",
            "sample.yaml:31:19: expected a duration such as PT10M or P30D, but here is '1 minute'"),
        Arguments.of(
            "two verbs in one action",
            "wait: {advance: PT1M}",
            "wait: {advance: PT1M, call: GetSecretValue}",
            "sample.yaml:31:9: only one of these members may be here: call, advance"),
        Arguments.of(
            "a value that is too short to be found again",
            "string: sample-token-one",
            "string: one",
            "sample.yaml:9:42: a secret value has at least 8 characters here, so that a report which shows it can be found"),
        Arguments.of(
            "a name given twice",
            "  wait: {advance: PT1M}",
            "  cmk: {advance: PT1M}",
            "sample.yaml:31:3: the key 'cmk' is here twice"),
        Arguments.of(
            "a policy that is none",
            "attach: {to: app, name: read, allow: [\"secretsmanager:GetSecretValue\", \"kms:Decrypt\"], on: \"*\"}",
            "attach: {to: app, policy: {Statement: [{Effect: Permit, Action: \"*\", Resource: \"*\"}]}}",
            "sample.yaml:28:40: this is no policy: Effect must be Allow or Deny."),
        Arguments.of(
            "an alias that could unfold",
            "hints: [Two accounts have to agree.]",
            "hints: [&a [x, x], *a]",
            "sample.yaml:1:1: this is no YAML: Number of aliases for non-scalar nodes exceeds the specified max=0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistakeIsExplainedWithItsPlace(String mistake, String sound, String broken, String words) {
    assertThat(SAMPLE).contains(sound);
    var text = SAMPLE.replace(sound, broken);

    assertThatThrownBy(
            () -> {
              var scenario = Scenario.parse(text, "sample.yaml");
              try (var run = Run.of(scenario)) {
                var judge = new Judge(run);
                scenario.repairs().values().forEach(r -> judge.attempt(r.from(), r.actions()));
              }
            })
        .isInstanceOf(ScenarioException.class)
        .hasMessageStartingWith(words);
  }
}
