package dev.strongroom.access;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.Access;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.PolicyDocument;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Access from another account: it needs the resource policy, the identity policy and, for a value,
 * a customer managed key whose policy and whose identity policy allow it too (POL-9, POL-18 to
 * POL-22, KMS-5).
 */
class CrossAccountTest {

  private static final String OWNER = "111111111111";
  private static final String PARTNER = "222222222222";
  private static final String ROLE = "arn:aws:iam::222222222222:role/app";

  /** What the partner calls, on the ARN of the secret. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
  private enum Operation {
    GET("GetSecretValue", true, arn -> GetSecretValue.of(arn)),
    PUT(
        "PutSecretValue",
        true,
        arn ->
            PutSecretValue.of(arn, Secrets.token(2)).withSecretString(SecretValue.ofText("two"))),
    DESCRIBE("DescribeSecret", false, DescribeSecret::new),
    LIST_VERSIONS("ListSecretVersionIds", false, arn -> ListSecretVersionIds.of(arn)),
    TAG("TagResource", false, arn -> new TagResource(arn, List.of(new Tag("k", "v")))),
    DELETE("DeleteSecret", false, arn -> DeleteSecret.of(arn));

    final String action;
    final boolean needsKey;
    final Function<String, Request<?>> request;

    Operation(String name, boolean needsKey, Function<String, Request<?>> request) {
      this.action = "secretsmanager:" + name;
      this.needsKey = needsKey;
      this.request = request;
    }
  }

  /** One cell: what is there, and what AWS answers. */
  private record Cell(
      Operation operation,
      boolean resourcePolicy,
      boolean identityAllowsSecret,
      boolean identityAllowsKey,
      boolean keyPolicy,
      boolean customerKey) {

    /** The refusal's code and text with {@code <arn>}; null if the call succeeds. */
    @Nullable Refusal expected() {
      if (!resourcePolicy) {
        return notAuthorized(Layer.RESOURCE_POLICY, "no resource-based policy"); // POL-19
      }
      if (!identityAllowsSecret) {
        return notAuthorized(Layer.IDENTITY_POLICY, "no identity-based policy"); // POL-18
      }
      if (!operation.needsKey || (customerKey && keyPolicy && identityAllowsKey)) {
        return null;
      }
      if (!customerKey) { // POL-22
        return new Refusal(
            INVALID_REQUEST,
            "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.",
            null);
      }
      return new Refusal( // POL-21
          ACCESS_DENIED,
          "Access to KMS is not allowed",
          keyPolicy ? Layer.IDENTITY_POLICY : Layer.KEY_POLICY);
    }

    private Refusal notAuthorized(Layer layer, String missing) {
      return new Refusal(
          ACCESS_DENIED,
          "User: %s is not authorized to perform: %s on resource: <arn> because %s allows the %s action"
              .formatted(ROLE, operation.action, missing, operation.action),
          layer);
    }
  }

  private record Refusal(ErrorCode code, String text, @Nullable Layer layer) {}

  static Stream<Cell> cells() {
    return Stream.of(Operation.values())
        .flatMap(
            operation ->
                IntStream.range(0, 32)
                    .mapToObj(
                        bits ->
                            new Cell(
                                operation,
                                (bits & 1) != 0,
                                (bits & 2) != 0,
                                (bits & 4) != 0,
                                (bits & 8) != 0,
                                (bits & 16) != 0)));
  }

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .accountId(OWNER)
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .randomSeed(1)
          .build();
  private final Caller owner = aws.administrator();
  private final IamEntity app = aws.account(PARTNER).role("app");

  @ParameterizedTest(name = "ERR-2, ERR-3, ERR-4: {0}")
  @MethodSource("cells")
  void everyLayerMustAllowIt(Cell cell) {
    var arn = world(cell);
    var request = cell.operation().request.apply(arn);
    var expected = cell.expected();
    var before = aws.snapshot();

    var access = explain(request);
    var refusal = catchThrowableOfType(ServiceError.class, () -> call(request));

    if (expected == null) {
      assertThat(refusal).isNull();
      assertThat(access.allowed()).isTrue();
    } else {
      assertThat(refusal.code()).isEqualTo(expected.code());
      assertThat(refusal.text()).isEqualTo(expected.text().replace("<arn>", arn));
      assertThat(aws.snapshot()).isEqualTo(before);
      assertThat(access.refusal() == null ? null : access.refusal().layer())
          .as("the layer that refuses, in%n%s", access)
          .isEqualTo(expected.layer());
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void repairsMakeTheDeniedCallSucceed(Cell cell) {
    var request = cell.operation().request.apply(world(cell));
    var expected = cell.expected();
    if (expected != null && expected.code() == INVALID_REQUEST) {
      return; // no policy helps against the default key
    }

    aws.repair(explain(request));

    boolean stillNeedsCustomerKey = cell.operation().needsKey && !cell.customerKey();
    var refusal = catchThrowableOfType(ServiceError.class, () -> call(request));
    assertThat(refusal == null ? null : refusal.code())
        .isEqualTo(stillNeedsCustomerKey ? INVALID_REQUEST : null);
  }

  private String world(Cell cell) {
    var key = aws.execute(owner, CreateKey.DEFAULT).result().keyMetadata();
    if (cell.keyPolicy()) {
      var policy =
          PolicyDocument.allow("kms:*")
              .to(OWNER)
              .and(PolicyDocument.allow("kms:Decrypt", "kms:GenerateDataKey").to(PARTNER));
      aws.execute(owner, PutKeyPolicy.of(key.keyId(), policy.toJson()));
    }
    var arn =
        aws.execute(
                owner,
                CreateSecret.of("prod/db", Secrets.token(1))
                    .withKmsKeyId(cell.customerKey() ? key.arn() : null)
                    .withSecretString(SecretValue.ofText("one")))
            .result()
            .arn();
    if (cell.resourcePolicy()) {
      var policy = PolicyDocument.allow("secretsmanager:*").to(ROLE).toJson();
      aws.execute(owner, PutResourcePolicy.of("prod/db", policy));
    }
    if (cell.identityAllowsSecret()) {
      app.allow("secretsmanager:*", arn);
    }
    if (cell.identityAllowsKey()) {
      app.policy(PolicyDocument.allow("kms:Decrypt", "kms:GenerateDataKey").on(key.arn()));
    }
    return arn;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // one request of any operation
  private Object call(Request<?> request) {
    return aws.execute(app.caller(), (Request) request).result();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Access explain(Request<?> request) {
    return aws.explain(app.caller(), (Request) request);
  }
}
