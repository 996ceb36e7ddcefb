package dev.strongroom.contract;

import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.AwsModel;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.Request;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.StopReplicationToReplica;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation on a primary, a replica, a promoted and a removed replica. */
public abstract class ReplicaOperationsContract extends ReplicationFixture {

  private static final String TABLE =
      """
      operation                      primary           replica           promoted          removed
      CancelRotateSecret             ok                InvalidParameter  ok                ResourceNotFound
      DeleteResourcePolicy           ok                InvalidParameter  ok                ResourceNotFound
      DeleteSecret                   InvalidParameter  InvalidParameter  ok                ResourceNotFound
      DescribeSecret                 ok                ok                ok                ResourceNotFound
      GetResourcePolicy              ok                ok                ok                ResourceNotFound
      GetSecretValue                 ok                ok                ok                ResourceNotFound
      ListSecretVersionIds           ok                ok                ok                ResourceNotFound
      PutResourcePolicy              ok                InvalidParameter  ok                ResourceNotFound
      PutSecretValue                 ok                InvalidParameter  ok                ResourceNotFound
      RemoveRegionsFromReplication   ok                InvalidParameter  ok                ResourceNotFound
      ReplicateSecretToRegions       ok                InvalidParameter  ok                ResourceNotFound
      RestoreSecret                  ok                InvalidParameter  ok                ResourceNotFound
      RotateSecret                   ok                InvalidParameter  ok                ResourceNotFound
      StopReplicationToReplica       InvalidRequest    ok                InvalidRequest    ResourceNotFound
      TagResource                    ok                InvalidParameter  ok                ResourceNotFound
      UntagResource                  ok                InvalidParameter  ok                ResourceNotFound
      UpdateSecret                   ok                InvalidParameter  ok                ResourceNotFound
      UpdateSecretVersionStage       ok                InvalidParameter  ok                ResourceNotFound
      """;

  static Stream<String[]> table() {
    return TABLE.lines().skip(1).map(line -> line.split(" +"));
  }

  /** Each row of the table four times. */
  static Stream<Arguments> operationsAndKinds() {
    var kinds = List.of("primary", "replica", "promoted", "removed"); // REP-8, REP-9, REP-12
    return table()
        .flatMap(
            row ->
                kinds.stream()
                    .map(kind -> Arguments.of(row[0], kind, row[1 + kinds.indexOf(kind)])));
  }

  @ParameterizedTest(name = "REP-8, REP-9, REP-10, REP-12: {0} on a secret that is {1}: {2}")
  @MethodSource("operationsAndKinds")
  void operationOnEachKind(String operation, String kind, String outcome) {
    lambda();
    create("a", "one", AWAY);
    var region = kind.equals("primary") ? secrets : away;
    if (kind.equals("promoted")) {
      away.call(new StopReplicationToReplica("a"));
    } else if (kind.equals("removed")) {
      remove("a", AWAY);
    }
    var request = request(operation);

    if (outcome.equals("ok")) {
      region.call(request);
      assertThat(aws.audit().of(operation).last().succeeded()).isTrue();
      return;
    }
    var refusal = refusal(aws, errorCode(outcome), () -> region.call(request));
    if (kind.equals("replica")) {
      assertThat(refusal.text()).isEqualTo(READ_ONLY);
    }
    assertThat(aws.audit().last().operation()).isEqualTo(operation);
  }

  private static ErrorCode errorCode(String name) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.wireName().equals(name + "Exception"))
        .findAny()
        .orElseThrow();
  }

  private Request<?> request(String operation) {
    var text = SecretValue.ofText("new");
    return Stream.<Request<?>>of(
            new CancelRotateSecret("a"),
            new DeleteResourcePolicy("a"),
            DeleteSecret.of("a"),
            new DescribeSecret("a"),
            new GetResourcePolicy("a"),
            GetSecretValue.of("a"),
            ListSecretVersionIds.of("a"),
            PutResourcePolicy.of("a", POLICY),
            PutSecretValue.of("a", token(9)).withSecretString(text),
            new RemoveRegionsFromReplication("a", List.of(FAR)),
            ReplicateSecretToRegions.of("a", List.of(ReplicaRegion.of(FAR))),
            new RestoreSecret("a"),
            RotateSecret.of("a", token(9)).withRotationLambdaARN(lambda()),
            new StopReplicationToReplica("a"),
            new TagResource("a", List.of(new Tag("key", "value"))),
            new UntagResource("a", List.of("key")),
            UpdateSecret.of("a", token(9)).withDescription("text"),
            UpdateSecretVersionStage.of("a", "mine").withMoveToVersionId(token(1)))
        .filter(request -> request.operation().equals(operation))
        .findAny()
        .orElseThrow();
  }

  @Test
  @DisplayName("the table has every operation whose request must name a secret")
  void tableIsComplete() {
    var operations = new TreeSet<String>();
    for (var operation : AwsModel.SECRETS_MANAGER.operations()) {
      var input =
          AwsModel.SECRETS_MANAGER.operation(operation).path("input").path("shape").textValue();
      for (var required : AwsModel.SECRETS_MANAGER.shape(input).path("required")) {
        if (required.textValue().equals("SecretId")) {
          operations.add(operation);
        }
      }
    }

    assertThat(table().map(row -> row[0])).containsExactlyElementsOf(operations);
  }
}
