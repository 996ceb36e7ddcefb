package dev.strongroom.teaching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A role's trust policy decides who may assume it. */
class TrustTest {

  private static final String FILE =
      """
      format: 1
      id: trust
      title: Who may become whom
      level: 1
      story: A role trusts one user only.
      world:
        principals:
          ann: {user: ann, policies: {assume: {allow: "sts:AssumeRole", on: "*"}}}
          bob: {user: bob, policies: {assume: {allow: "sts:AssumeRole", on: "*"}}}
          app:
            role: app
            trust: {Version: "2012-10-17", Statement: [{Effect: Allow, Principal: {AWS: "${arn:ann}"}, Action: "sts:AssumeRole"}]}
      steps:
        - {id: bob, do: {as: bob, assume: {role: app, principal: bobs-session}}, expect: {error: AccessDeniedException}}
        - {id: ann, do: {as: ann, assume: {role: app, principal: anns-session}}, expect: ok}
      explain: The trust policy names who may assume the role.
      sources: [POL-12]
      """;

  @Test
  void principalThatIsTrustedAssumesTheRole() {
    try (var run = Run.of(Scenario.parse(FILE, "trust.yaml"))) {
      assertThat(run.results()).extracting(Run.Result::problem).containsOnlyNulls();
    }
  }

  @Test
  void trustPolicyWithoutPrincipalIsRefusedWithItsPlace() {
    var broken = FILE.replace("Principal: {AWS: \"${arn:ann}\"}, ", "");

    assertThatThrownBy(() -> Scenario.parse(broken, "trust.yaml").world().close())
        .hasMessageStartingWith("trust.yaml:12:14: this is no trust policy: ");
  }
}
