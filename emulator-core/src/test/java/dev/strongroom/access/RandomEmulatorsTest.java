package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.Snapshot;
import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.Caller;
import dev.strongroom.iam.Access;
import dev.strongroom.iam.Repair;
import dev.strongroom.internal.iam.AccessDecision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What holds for every call in every world, tried on 500 random emulators of two accounts. */
@org.junit.jupiter.api.Tag("thorough") // beside the Tag of the API
class RandomEmulatorsTest {

  @Test
  @DisplayName("explanation, call and audit agree, and a refusal changes nothing")
  void explanationAgreesWithTheCall() {
    explanationAgrees(0, 200, 300);
  }

  @Test
  @org.junit.jupiter.api.Tag("soak")
  @DisplayName("explanation, call and audit agree in 2,000 further worlds")
  void explanationAgreesWithTheCallInManyWorlds() {
    explanationAgrees(1_000, 3_000, 3_000);
  }

  private static void explanationAgrees(int from, int to, int least) {
    int permitted = 0;
    int denied = 0;
    for (int seed = from; seed < to; seed++) {
      var scene = new RandomScene(seed);
      for (int i = 0; i < 8; i++) {
        var caller = scene.anyCaller();
        var request = scene.anyRequest();

        var access = scene.calls.explain(caller, request);
        boolean isPermitted = scene.isPermitted(caller, request);

        assertThat(access.refusal() == null)
            .as("world %s: %s calls %s%n%s", seed, caller, request, access)
            .isEqualTo(isPermitted);
        if (!(request instanceof BatchGetSecretValue)) {
          assertThat(scene.aws.audit().last().access().refusal() == null).isEqualTo(isPermitted);
        }
        if (isPermitted) {
          permitted++;
        } else {
          denied++;
        }
      }
    }
    assertThat(permitted).isGreaterThan(least);
    assertThat(denied).isGreaterThan(least);
  }

  @Test
  @DisplayName("IAMAPI-25: IAM's simulator says of a user what the explanation says")
  void simulatorAgreesWithTheExplanation() {
    simulatorAgrees(0, 100, 30);
  }

  @Test
  @org.junit.jupiter.api.Tag("soak")
  @DisplayName(
      "IAMAPI-25: IAM's simulator says of a user what the explanation says, in 2,000 worlds")
  void simulatorAgreesWithTheExplanationInManyWorlds() {
    simulatorAgrees(1_000, 3_000, 600);
  }

  /** The worlds whose layers the simulator sees: a user, and the secret's policy given to it. */
  private static void simulatorAgrees(int from, int to, int least) {
    int permitted = 0;
    int denied = 0;
    for (int seed = from; seed < to; seed++) {
      var scene = new RandomScene(seed);
      for (var user :
          scene.callers.stream().filter(c -> c.principalArn().contains(":user/")).toList()) {
        var request = scene.anyRequest();
        var access = scene.calls.explain(user, request);
        for (var decision : access.decisions()) {
          if (decision.action().startsWith("secretsmanager:")) {
            assertThat(scene.simulated(user, (AccessDecision) decision))
                .as("world %s: %s calls %s%n%s", seed, user, request, decision)
                .isEqualTo(
                    decision.allowed()
                        ? "allowed"
                        : decision.isExplicitDeny() ? "explicitDeny" : "implicitDeny");
            permitted += decision.allowed() ? 1 : 0;
            denied += decision.allowed() ? 0 : 1;
          }
        }
      }
    }
    assertThat(permitted).isGreaterThan(least);
    assertThat(denied).isGreaterThan(least);
  }

  @Test
  @DisplayName(
      "access is allowed exactly if the call succeeds, whatever state secret and key are in")
  void allowedMeansThatTheCallSucceeds() {
    int successes = 0;
    for (int seed = 0; seed < 150; seed++) {
      var scene = new RandomScene(seed);
      scene.changeStates();
      for (int i = 0; i < 8; i++) {
        var caller = scene.anyCaller();
        var request = scene.anyRequest();
        if (request instanceof BatchGetSecretValue) {
          continue; // its single reads may be refused while it succeeds
        }
        var access = scene.calls.explain(caller, request);

        var before = scene.aws.snapshot();
        var refusal = scene.calls.refusal(caller, request);
        scene.aws.restore(before);

        assertThat(access.allowed())
            .as("world %s: %s calls %s: %s%n%s", seed, caller, request, refusal, access)
            .isEqualTo(refusal == null);
        successes += refusal == null ? 1 : 0;
      }
    }
    assertThat(successes).isGreaterThan(150);
  }

  @Test
  @DisplayName("a repair makes the denied call succeed, and opens nothing to anybody else")
  void repairMakesTheCallSucceedAndNothingElse() {
    int repaired = 0;
    for (int seed = 0; seed < 200; seed++) {
      var scene = new RandomScene(seed);
      var caller = scene.anyCaller();
      var request = scene.anyRequest();
      var access = scene.calls.explain(caller, request);
      if (access.refusal() == null) {
        continue;
      }
      var before = scene.aws.snapshot();
      var others = permissions(scene, caller);

      try {
        scene.aws.repair(access);
      } catch (IllegalStateException noRepair) {
        assertThat(noRepair)
            .hasMessageContaining("Nobody can change the policy of the AWS managed");
        assertThat(scene.aws.snapshot()).isEqualTo(before);
        continue;
      }

      assertThat(scene.isPermitted(caller, request))
          .as("world %s: %s calls %s%n%s", seed, caller, request, access)
          .isTrue();
      assertThat(scene.calls.explain(caller, request).repairs()).isEmpty();
      if (opensNothingElse(access)) {
        assertThat(permissions(scene, caller))
            .as("world %s: %s", seed, access.repairs())
            .isEqualTo(others);
        repaired++;
      }
      var after = scene.aws.snapshot();
      scene.aws.repair(scene.calls.explain(caller, request)); // nothing is left to repair
      assertThat(scene.aws.snapshot()).isEqualTo(after).isNotEqualTo(before);
    }
    assertThat(repaired).isGreaterThan(50);
  }

  /** What goes with a removed statement is open to all whom it denied. */
  private static boolean opensNothingElse(Access access) {
    return access.repairs().stream().allMatch(repair -> repair.change() == Repair.Change.ADD);
  }

  /** What everybody else may do. */
  private static List<Boolean> permissions(RandomScene scene, Caller caller) {
    Snapshot before = scene.aws.snapshot();
    var permissions = new ArrayList<Boolean>();
    for (var other : scene.callers) {
      if (!other.equals(caller)) {
        for (var request : scene.requests()) {
          permissions.add(scene.calls.explain(other, request).refusal() == null);
        }
      }
    }
    assertThat(scene.aws.snapshot()).as("an explanation changes nothing").isEqualTo(before);
    return permissions;
  }
}
