package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotateSecret;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and ARNs: which are valid, and what they resolve to. */
public abstract class NamesContract extends Contract {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "NAME-2, Valid/_+=.@-Name",
    "NAME-2, ends-in-a1b2",
    "NAME-2, ends-in-hyphen-",
    "NAME-2, -/_+=.@",
    "NAME-2, 0",
    "NAME-4, rds!db-1",
  })
  void validNameIsAccepted(String rule, String name) {
    secrets.create(name, Secrets.token(1), "one");

    assertThat(secrets.get(name)).isEqualTo("one");
  }

  @Test
  @DisplayName("NAME-1: a name has up to 512 characters")
  void nameMayBeLong() {
    var name = "n".repeat(512);

    secrets.create(name, Secrets.token(1), "one");

    assertThat(secrets.get(name)).isEqualTo("one");
  }

  @ParameterizedTest(name = "NAME-3, CS-5, VAL-9: ''{0}''")
  @ValueSource(
      strings = {"a b", " ", "a*", "a?", "a]", "a\\b", "a:b", "a\u00e4", "a\tb", "\u0661", "a\n"})
  void invalidNameIsRefused(String name) {
    refused(VALIDATION, INVALID_NAME, () -> secrets.create(name, Secrets.token(1), "one"));
    refused(VALIDATION, INVALID_NAME, () -> secrets.get(name));
  }

  static Iterable<Request<?>> operationsOnOneSecret() {
    return Requests.onOneSecret("bad name").toList();
  }

  @ParameterizedTest(name = "NAME-3, ORD-2, TR-4: {0}")
  @MethodSource("operationsOnOneSecret")
  void invalidSecretIdIsRefused(Request<?> request) {
    refused(VALIDATION, INVALID_NAME, () -> secrets.call(request));
  }

  @Test
  @DisplayName("NAME-3, ORD-2, DEL-11: not even a forced deletion takes an invalid name")
  void forcedDeletionRefusesInvalidName() {
    refused(VALIDATION, INVALID_NAME, () -> secrets.forceDelete("bad name"));
    refused(VALIDATION, INVALID_NAME, () -> secrets.forceDelete("bad*name"));
  }

  @ParameterizedTest(name = "NAME-3: {0} is no ARN of a secret")
  @ValueSource(
      strings = {
        "arn:aws:s3:::bucket",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:bad name-AbCdEf",
        "arn:aws:secretsmanager:us-east-1:12345678901:secret:a-AbCdEf",
      })
  void otherArnsAreRefused(String arn) {
    refused(VALIDATION, INVALID_NAME, () -> secrets.get(arn));
  }

  @Test
  @DisplayName("ID-1: an ARN ends in the name, a hyphen and six random letters or digits")
  void arnIsMadeOfPlaceNameAndSuffix() {
    assertThat(secrets.createEmpty("prod/db", Secrets.token(1)).arn())
        .matches("arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-[A-Za-z0-9]{6}");
  }

  @ParameterizedTest(name = "ID-1: in {0} the partition is {1}")
  @CsvSource({
    "eu-central-1, aws",
    "cn-north-1, aws-cn",
    "us-gov-west-1, aws-us-gov",
  })
  void partitionFollowsTheRegion(String region, String partition) {
    var there = new Secrets(open(emulator().region(region).build()));

    var arn = there.create("a", Secrets.token(1), "one").arn();

    assertThat(arn).startsWith("arn:" + partition + ":secretsmanager:" + region + ":");
    assertThat(there.get(arn)).isEqualTo("one");
  }

  @Test
  @DisplayName("ID-2, ID-9: a secret made again has another ARN, and the old one finds nothing")
  void recreatedSecretHasAnotherArn() {
    var first = secrets.create("a", Secrets.token(1), "one").arn();
    secrets.forceDelete("a");

    var second = secrets.create("a", Secrets.token(1), "two").arn();

    assertThat(second).isNotEqualTo(first);
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.get(first));
    assertThat(secrets.get(second)).isEqualTo("two");
  }

  static Iterable<String> operationNames() {
    return Requests.onOneSecret("a").map(Request::operation).toList();
  }

  @ParameterizedTest(name = "ID-3: {0} takes name, ARN and partial ARN")
  @MethodSource("operationNames")
  void secretIsNamedInThreeWays(String operation) {
    for (int form = 0; form < 3; form++) {
      var own = emulator().build();
      var mine = new Secrets(open(own));
      var arn = mine.create("prod/db", Secrets.token(1), "one").arn();
      if (operation.equals("RotateSecret")) { // needs a function; a test leaves nothing behind
        var lambda = own.rotation("prod/db").with((event, service) -> {}).lambdaArn();
        mine.call(
            RotateSecret.of("prod/db", Secrets.token(105))
                .withRotationLambdaARN(lambda)
                .withRotateImmediately(false));
      }
      var id =
          switch (form) {
            case 0 -> "prod/db";
            case 1 -> arn;
            default -> arn.substring(0, arn.length() - 7);
          };

      mine.call(Requests.of(operation, id));

      assertThat(own.audit().last().secretArn()).isEqualTo(arn);
    }
  }

  @ParameterizedTest(name = "ID-4: the partial ARN of {0} looks complete and finds nothing")
  @ValueSource(strings = {"name-a1b2c3", "my-secret", "a-123456"})
  void partialArnThatLooksCompleteFindsNothing(String name) {
    var arn = secrets.create(name, Secrets.token(1), "one").arn();

    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.get(arn.substring(0, arn.length() - 7)));
    assertThat(secrets.get(name)).isEqualTo("one");
    assertThat(secrets.get(arn)).isEqualTo("one");
  }

  @ParameterizedTest(name = "ID-5, ID-6: the partial ARN of {0} doesn''t look complete")
  @ValueSource(strings = {"name-a1b2c3-", "name-a1b2", "name-a1b2c3d", "name-a1b2_3"})
  void partialArnIsFound(String name) {
    var arn = secrets.create(name, Secrets.token(1), "one").arn();

    assertThat(secrets.get(arn.substring(0, arn.length() - 7))).isEqualTo("one");
  }

  @Test
  @DisplayName("ID-7: a name with the ARN's suffix finds nothing")
  void nameWithSuffixFindsNothing() {
    var arn = secrets.create("a", Secrets.token(1), "one").arn();

    refused(
        RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.get(arn.substring(arn.lastIndexOf(':') + 1)));
  }

  @Test
  @DisplayName("ID-8: a partial ARN names one secret, not all that begin so")
  void partialArnIsNoPrefixSearch() {
    var arn = secrets.create("prod/db", Secrets.token(1), "one").arn();

    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.get(arn.substring(0, arn.indexOf("/db"))));
  }

  @Test
  @DisplayName("ID-10: what no form finds is not found")
  void unknownSecretIsNotFound() {
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.get("a"));
    refused(
        RESOURCE_NOT_FOUND,
        NOT_FOUND,
        () -> secrets.get("arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf"));
    refused(
        RESOURCE_NOT_FOUND,
        NOT_FOUND,
        () -> secrets.get("arn:aws:secretsmanager:us-east-1:123456789012:secret:a"));
  }

  @Test
  @DisplayName("ID-4, ID-11: name and suffix are case sensitive")
  void namesAreCaseSensitive() {
    var arn = secrets.create("abc", Secrets.token(1), "one").arn();
    secrets.create("ABC", Secrets.token(1), "two");

    assertThat(secrets.get("abc")).isEqualTo("one");
    assertThat(secrets.get("ABC")).isEqualTo("two");
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.get("Abc"));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.get(arn.replace("abc", "ABC")));
  }

  @Test
  @DisplayName("ID-4, ID-11: an ARN with another Region or partition finds nothing here")
  void arnOfAnotherRegionIsNotFound() {
    var arn = secrets.create("a", Secrets.token(1), "one").arn();
    var abroad =
        aws.execute(aws.administrator().in("eu-west-1"), CreateSecret.of("a", Secrets.token(1)))
            .result()
            .arn();

    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.describe(abroad));
    refused(
        RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.get(arn.replace("us-east-1", "eu-west-1")));
    refused(
        RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.get(arn.replace("arn:aws:", "arn:aws-cn:")));
  }

  @Test
  @DisplayName("ID-11: an ARN of another account is resolved there, and access is refused")
  void arnOfAnotherAccountIsRefused() {
    var foreign = "arn:aws:secretsmanager:us-east-1:210987654321:secret:a-AbCdEf";

    var refusal = refusal(aws, ACCESS_DENIED, () -> secrets.get(foreign));

    assertThat(refusal.text())
        .endsWith(
            " is not authorized to perform: secretsmanager:GetSecretValue on resource: "
                + foreign
                + " because no resource-based policy allows the secretsmanager:GetSecretValue action");
    refusal(
        aws,
        ACCESS_DENIED,
        () -> secrets.call(DeleteSecret.of(foreign).withForceDeleteWithoutRecovery(true)));
  }
}
