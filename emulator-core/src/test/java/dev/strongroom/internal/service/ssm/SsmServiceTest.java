package dev.strongroom.internal.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.Quotas;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.internal.service.ssm.api.DescribeParameters;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import dev.strongroom.internal.service.ssm.api.GetParameters;
import dev.strongroom.internal.service.ssm.api.GetParametersByPath;
import dev.strongroom.internal.service.ssm.api.PutParameter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Parameter Store has of every service: access, explanation, faults, quotas, state, audit. */
class SsmServiceTest {

  private static final String ARNS = "arn:aws:ssm:us-east-1:123456789012:parameter/";

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(SsmContract.START).randomSeed(1).build();
  private final Caller administrator = aws.administrator();
  private final IamEntity role = aws.account("123456789012").role("app");

  private void put(String name) {
    aws.execute(administrator, Puts.of(name, "String", "value").request());
  }

  private <R extends Record> ServiceError refusal(Request<R> request) {
    return catchThrowableOfType(ServiceError.class, () -> aws.execute(role.caller(), request));
  }

  @Test
  @DisplayName("SSM-21: each parameter is a resource, and one that is denied refuses the call")
  void eachParameterIsAResource() {
    put("/a/one");
    put("/b/two");
    role.allow("ssm:GetParameters", ARNS + "a/*");

    aws.execute(role.caller(), new GetParameters(List.of("/a/one"), null));
    var refusal = refusal(new GetParameters(List.of("/a/one", "/b/two"), null));

    assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(refusal.text())
        .isEqualTo(
            "User: %s is not authorized to perform: ssm:GetParameters on resource: %sb/two because no identity-based policy allows the ssm:GetParameters action"
                .formatted(role.caller().principalArn(), ARNS));
  }

  @Test
  @DisplayName("SSM-21: who may read a path reads all below it")
  void aPathIsAResource() {
    put("/a/b/one");
    role.allow("ssm:GetParametersByPath", ARNS + "a");
    role.deny("ssm:GetParametersByPath", ARNS + "a/b");

    var below =
        aws.execute(role.caller(), new GetParametersByPath("/a/", true, null, null, null, null));

    assertThat(below.result().parameters()).hasSize(1);
    assertThat(refusal(new GetParametersByPath("/a/b", true, null, null, null, null)).code())
        .isEqualTo(ErrorCode.ACCESS_DENIED);
  }

  @Test
  @DisplayName("SSM-21: DescribeParameters is about all of the Region")
  void describingIsAboutTheRegion() {
    assertThat(refusal(new DescribeParameters(null, null, null, null, null)).text())
        .contains(
            "ssm:DescribeParameters on resource: arn:aws:ssm:us-east-1:123456789012:* because no");
  }

  @ParameterizedTest(name = "SSM-21: {0} {1}")
  @CsvSource({
    "ssm:Overwrite,       true",
    "ssm:Policies,        true",
    "aws:RequestTag/team, shop",
    "ssm:resourceTag/env, test",
    "aws:ResourceTag/env, test",
  })
  void conditionKeys(String key, String value) {
    aws.execute(administrator, Puts.of("db", "String", "x").tag("env", "test").request());
    role.allow("ssm:PutParameter").allow("ssm:AddTagsToResource");
    role.policy(
        PolicyDocument.parse(
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "ssm:PutParameter",
              "Resource": "*", "Condition": {"StringEquals": {"%s": "%s"}}}}"""
                .formatted(key, value)));

    aws.execute(role.caller(), Puts.of("free", "String", "x").request());

    PutParameter denied =
        switch (key) {
          case "ssm:Policies" -> Puts.of("new", "String", "x").policies("[]").request();
          case "aws:RequestTag/team" -> Puts.of("new", "String", "x").tag("team", "shop").request();
          default -> Puts.over("db", "y").request();
        };
    assertThat(refusal(denied).text()).contains("with an explicit deny");
  }

  @Test
  @DisplayName("SSM-21: a parameter of another account is denied, for it is shared with nobody")
  void otherAccounts() {
    put("db");
    var other = aws.account("111122223333").role("app").allow("ssm:*");

    var refusal =
        catchThrowableOfType(
            ServiceError.class,
            () -> aws.execute(other.caller(), new GetParameter(ARNS + "db", null)));

    assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
  }

  @Test
  void accessIsExplainedAndRepaired() {
    aws.execute(administrator, Puts.secure("token", "x").request());
    var access = aws.explain(role.caller(), new GetParameter("token", true));
    assertThat(access.allowed()).isFalse();

    aws.repair(access);

    assertThat(aws.execute(role.caller(), new GetParameter("token", true)).result().parameter())
        .isNotNull();
  }

  @Test
  @DisplayName("SSM-27: three operations share forty requests a second")
  void quota() {
    var limited =
        SecretsEmulator.builder()
            .frozenAt(SsmContract.START)
            .randomSeed(1)
            .quotas(Quotas.aws())
            .build();
    limited.execute(administrator, Puts.of("db", "String", "x").request());
    for (int i = 1; i < 40; i++) {
      limited.execute(administrator, new GetParameter("db", null));
    }

    var refusal =
        catchThrowableOfType(
            ServiceError.class,
            () -> limited.execute(administrator, new GetParameters(List.of("db"), null)));

    assertThat(refusal.code()).isEqualTo(ErrorCode.THROTTLING);
  }

  @Test
  void faultsStrikeByName() {
    put("/prod/db");
    put("/test/db");
    aws.faults().service("ssm").on("GetParameter").secret("/prod/*").throttle();

    aws.execute(administrator, new GetParameter("/test/db", null));

    var refusal =
        catchThrowableOfType(
            ServiceError.class,
            () -> aws.execute(administrator, new GetParameter("/prod/db", null)));
    assertThat(refusal.code()).isEqualTo(ErrorCode.THROTTLING);
  }

  @Test
  void pagesCanBeShortened() {
    put("a");
    put("b");
    aws.faults().service("ssm").shortPages(1);

    var page = aws.execute(administrator, new DescribeParameters(null, null, null, null, null));

    assertThat(page.result().parameters()).hasSize(1);
    assertThat(page.result().nextToken()).isNotNull();
  }

  @Test
  void snapshotsAndForksHoldParameters() {
    put("a");
    var snapshot = aws.snapshot();
    var fork = aws.fork();
    aws.execute(administrator, Puts.over("a", "changed").request());

    assertThat(value(fork)).isEqualTo("value");
    assertThat(value(aws)).isEqualTo("changed");
    aws.restore(snapshot);
    assertThat(value(aws)).isEqualTo("value");
    assertThat(aws.snapshot()).isEqualTo(snapshot);
  }

  private static String value(SecretsEmulator emulator) {
    var read = emulator.execute(emulator.administrator(), new GetParameter("a", null));
    return SsmContract.text(read.result().parameter());
  }

  @Test
  void auditShowsNamesAndNoValue() {
    aws.execute(administrator, Puts.secure("token", "hunter2").request());
    aws.execute(administrator, new GetParameter("token", true));

    var put = aws.audit().records().get(1);
    assertThat(put.operation()).isEqualTo("PutParameter");
    assertThat(put.eventSource()).isEqualTo("ssm.amazonaws.com");
    assertThat(put.requestParameters())
        .containsEntry("name", "token")
        .containsEntry("type", "SecureString")
        .doesNotContainKey("value");
    assertThat(put.responseElements()).containsEntry("version", 1L);
    assertThat(aws.audit().records().toString()).doesNotContain("hunter2");
  }
}
