package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.ExternalSecretRotationMetadata;
import dev.strongroom.api.Filter;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rotation of managed secrets and of managed external secrets. */
public abstract class ManagedRotationContract extends RotationFixture {

  @Test
  @DisplayName("ROT-44: a managed external secret is rotated by a role, without a function's ARN")
  void externalSecretIsRotatedByARole() {
    secrets.call(
        CreateSecret.of("a", token(1))
            .withSecretString(SecretValue.ofText("{\"consumerKey\":\"k\"}"))
            .withType("SalesforceClientSecret"));
    lambda();
    var metadata = List.of(new ExternalSecretRotationMetadata("apiVersion", "v65.0"));
    var role = "arn:aws:iam::123456789012:role/rotation";

    refusal(aws, INVALID_PARAMETER, () -> rotateAgain(2));
    secrets.call(new RotateSecret("a", token(2), null, null, null, metadata, role));

    var described = secrets.describe("a");
    assertThat(described.type()).isEqualTo("SalesforceClientSecret");
    assertThat(described.externalSecretRotationMetadata()).isEqualTo(metadata);
    assertThat(described.externalSecretRotationRoleArn()).isEqualTo(role);
    assertThat(described.rotationLambdaARN()).isNull();
    assertThat(secrets.get("a")).isEqualTo("new-" + token(2));
  }

  /** An emulator with a secret of Amazon RDS. */
  private SecretsEmulator managed() {
    return emulator().secret(Seed.secret("rds!db-1").string("one").managedBy("rds")).build();
  }

  @Test
  @DisplayName("ROT-42: a managed secret says whose it is, and is rotated without a function's ARN")
  void managedSecretIsRotatedWithoutAFunction() {
    var own = managed();
    var mine = new Secrets(open(own));
    var lambda = own.rotation("rds!db-1").with(RotationFixture::rotate).lambdaArn();
    var before = mine.describe("rds!db-1");
    assertThat(before.owningService()).isEqualTo("rds");
    assertThat(before.rotationEnabled()).isTrue();
    assertThat(before.rotationRules()).isEqualTo(RotationRules.days(7));
    assertThat(before.nextRotationDate()).isEqualTo("2026-01-08T23:59:59Z");
    assertThat(before.tags()).contains(new Tag("aws:secretsmanager:owningService", "rds"));
    assertThat(mine.list(new Filter("owning-service", List.of("rds")))).containsExactly("rds!db-1");

    refusal(
        own,
        INVALID_PARAMETER,
        () -> mine.call(RotateSecret.of("rds!db-1", token(2)).withRotationLambdaARN(lambda)));
    mine.call(RotateSecret.of("rds!db-1", token(2)).withRotationRules(RotationRules.days(9)));

    var described = mine.describe("rds!db-1");
    assertThat(mine.get("rds!db-1")).isEqualTo("new-" + token(2));
    assertThat(described.rotationLambdaARN()).isNull();
    assertThat(described.rotationRules()).isEqualTo(RotationRules.days(9));
    own.clock().advance(Duration.ofDays(9));
    assertThat(mine.describe("rds!db-1").lastRotatedDate()).isEqualTo("2026-01-10T00:00:00Z");
  }

  @Test
  @DisplayName("ROT-43: only its owner changes a managed secret; anybody may read it")
  void managedSecretIsChangedByItsOwner() {
    var own = managed();
    var mine = new Secrets(open(own));

    for (var call :
        List.<ThrowingCallable>of(
            () -> mine.put("rds!db-1", token(2), "two"),
            () -> mine.update("rds!db-1", token(2), "two"),
            () -> mine.delete("rds!db-1"),
            () -> mine.forceDelete("rds!db-1"))) {
      assertThat(refusal(own, INVALID_REQUEST, call).text()).contains("rds");
    }
    assertThat(mine.get("rds!db-1")).isEqualTo("one");
  }

  @Test
  @DisplayName("ROT-34: a managed secret's rotation can be cancelled")
  void managedRotationIsCancelled() {
    var own = managed();
    var mine = new Secrets(open(own));

    mine.call(new CancelRotateSecret("rds!db-1"));
    own.clock().advance(Duration.ofDays(30));

    assertThat(mine.describe("rds!db-1").rotationEnabled()).isFalse();
    assertThat(mine.versions("rds!db-1")).hasSize(1);
  }
}
