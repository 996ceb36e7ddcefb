package dev.strongroom.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.iam.Decision;
import dev.strongroom.iam.Decision.LayerResult;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.Repair.Change;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds for every request, tried on 2,000 random ones. */
class RandomWorldsTest {

  private static final List<World> WORLDS =
      IntStream.range(0, 2_000).mapToObj(seed -> World.random(new Random(seed))).toList();

  @Test
  void secondEvaluatorAgrees() {
    for (var world : WORLDS) {
      var decision = AccessDecision.of(world.request());

      assertThat(decision.allowed()).as("%s", decision).isEqualTo(NaiveEvaluator.allows(world));
    }
  }

  @Test
  void worldsReachEveryCornerOfTheRules() {
    Map<Layer, Integer> grants = new EnumMap<>(Layer.class);
    Map<Layer, Integer> refusals = new EnumMap<>(Layer.class);
    Map<Layer, Integer> denials = new EnumMap<>(Layer.class);
    for (var world : WORLDS) {
      var decision = AccessDecision.of(world.request());
      (decision.allowed() ? grants : decision.isExplicitDeny() ? denials : refusals)
          .merge(decision.layer(), 1, Integer::sum);
    }

    assertThat(grants)
        .containsOnlyKeys(
            Layer.IDENTITY_POLICY, Layer.RESOURCE_POLICY, Layer.KEY_POLICY, Layer.GRANT);
    assertThat(refusals).hasSize(Layer.values().length - 2); // an RCP or grant is never missed
    assertThat(denials).hasSize(Layer.values().length - 1); // a grant can't deny
    assertThat(grants.values()).allSatisfy(count -> assertThat(count).isGreaterThan(5));
    assertThat(grants.values().stream().mapToInt(n -> n).sum()).isBetween(400, 1_500);
  }

  @Test
  void explanationAgreesWithTheDecision() {
    for (var world : WORLDS) {
      var decision = AccessDecision.of(world.request());

      var outcome = decision.layer(decision.layer()).outcome();
      var expected =
          decision.allowed()
              ? List.of(Decision.Outcome.ALLOW)
              : decision.isExplicitDeny()
                  ? List.of(Decision.Outcome.EXPLICIT_DENY)
                  : List.of(Decision.Outcome.IMPLICIT_DENY, Decision.Outcome.NOT_PRESENT);
      assertThat(outcome).as("%s", decision).isIn(expected);
      assertThat(decision.layers())
          .flatExtracting(LayerResult::findings)
          .allSatisfy(finding -> assertThat(finding.why()).isNotBlank());
    }
  }

  @Test
  @Tag("thorough")
  void repairsMakeTheCallSucceedAndNothingElse() {
    int additions = 0;
    for (var world : WORLDS) {
      var request = world.request();
      var repairs = AccessDecision.of(request).changes();
      var repaired = request;
      for (var repair : repairs) {
        assertThat(AccessDecision.of(repaired).allowed()).as("%s is needed", repair).isFalse();
        repaired = repair.applyTo(repaired);
      }

      assertThat(AccessDecision.of(repaired).allowed()).as("%s", repairs).isTrue();
      if (!repairs.isEmpty() && repairs.stream().allMatch(r -> r.repair().change() == Change.ADD)) {
        additions++;
        for (var other : neighbours(world)) {
          var before = AccessDecision.of(other.request());
          var after = AccessDecision.of(applyWhereShared(repairs, world, before.request()));
          assertThat(after.allowed())
              .as("%s%nopened%n%s", repairs, before)
              .isEqualTo(before.allowed());
        }
      }
    }
    assertThat(additions).isGreaterThan(300);
  }

  /** The same world, asked by somebody else, for another action, or about another resource. */
  private static List<World> neighbours(World world) {
    var neighbours = new ArrayList<World>();
    for (var action : world.isKey() ? World.KEY_ACTIONS : World.SECRET_ACTIONS) {
      neighbours.add(world.asked(world.caller(), action, world.resource()));
    }
    for (var resource : world.isKey() ? World.KEYS : World.SECRETS) {
      neighbours.add(world.asked(world.caller(), world.action(), resource));
    }
    for (var caller : World.CALLERS) {
      neighbours.add(world.asked(caller, world.action(), world.resource()));
    }
    neighbours.removeIf(world::equals);
    return neighbours;
  }

  /** A repair changes one policy: the neighbour sees it only where both share that policy. */
  private static AccessRequest applyWhereShared(
      List<PolicyChange> repairs, World world, AccessRequest neighbour) {
    var request = neighbour;
    for (var repair : repairs) {
      var caller = request.caller().principal();
      boolean shared =
          switch (repair.layer()) {
            case ENDPOINT_POLICY -> true;
            case RESOURCE_POLICY, KEY_POLICY -> request.resource().arn().equals(world.resource());
            case SERVICE_CONTROL_POLICY ->
                repair.repair().owner().equals("root")
                    || caller.account().equals(repair.repair().owner());
            default -> caller.arn().equals(world.caller());
          };
      request = shared ? repair.applyTo(request) : request;
    }
    return request;
  }

  @Test
  void removingTheOnlyMatchedAllowFlipsTheDecision() {
    int flips = 0;
    for (var world : WORLDS) {
      var request = world.request();
      var decision = AccessDecision.of(request);
      for (var layer : Layer.values()) {
        if (!decision.allowed() || layer == Layer.GRANT) {
          continue;
        }
        for (var statement : matchedAllows(request, layer)) {
          var documents = without(lowest(request, layer), statement);
          var removed = withLowest(request, layer, documents);
          var after = AccessDecision.of(removed).allowed();

          if (documents.stream().noneMatch(d -> d.statements().isEmpty())) {
            var texts = documents.stream().map(Policy::toJson).toList();
            assertThat(after).isEqualTo(NaiveEvaluator.allows(world.with(layer, texts)));
          }
          if (isDecisive(layer, decision) && matchedAllows(removed, layer).isEmpty()) {
            assertThat(after).as("without %s of %s%n%s", statement, layer, decision).isFalse();
            flips++;
          }
        }
      }
    }
    assertThat(flips).isGreaterThan(300);
  }

  /** The policies of the lowest level of a layer, which is the account's own. */
  private static List<Policy> lowest(AccessRequest request, Layer layer) {
    var levels = request.levels(layer);
    return levels.isEmpty() ? List.of() : levels.get(levels.size() - 1).policies();
  }

  private static AccessRequest withLowest(
      AccessRequest request, Layer layer, List<Policy> policies) {
    var levels = new ArrayList<>(request.levels(layer));
    levels.set(levels.size() - 1, new PolicyLevel("", policies));
    return request.withLevels(layer, levels);
  }

  private static List<Statement> matchedAllows(AccessRequest request, Layer layer) {
    return lowest(request, layer).stream()
        .flatMap(policy -> policy.statements().stream())
        .filter(statement -> statement.allows() && statement.mismatch(request) == null)
        .toList();
  }

  private static List<Policy> without(List<Policy> policies, Statement statement) {
    var changed = new ArrayList<>(policies);
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i).statements().contains(statement)) {
        changed.set(i, changed.get(i).without(statement));
        return changed;
      }
    }
    throw new AssertionError(statement);
  }

  /** Whether an allowed call needs an Allow of this layer. */
  private static boolean isDecisive(Layer layer, AccessDecision decision) {
    var request = decision.request();
    var principal = request.caller().principal();
    boolean grants = decision.layer(Layer.GRANT).outcome() == Decision.Outcome.ALLOW;
    boolean direct =
        !request.isCrossAccount()
            && (decision.layer() == Layer.GRANT
                || decision.layer() == request.resource().policyLayer());
    return switch (layer) {
      case SERVICE_CONTROL_POLICY, ENDPOINT_POLICY -> true;
      case IDENTITY_POLICY ->
          principal.type() != Principal.Type.ACCOUNT
              && (request.isCrossAccount() || decision.layer() == Layer.IDENTITY_POLICY);
      case RESOURCE_POLICY, KEY_POLICY ->
          !grants && request.isCrossAccount(); // at home an identity policy may stand in
      case PERMISSIONS_BOUNDARY, SESSION_POLICY ->
          !direct && principal.type() != Principal.Type.SERVICE;
      default -> false;
    };
  }
}
