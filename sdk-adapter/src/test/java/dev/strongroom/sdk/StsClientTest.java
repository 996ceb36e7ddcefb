package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.wire.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/** STS through the SDK's own interface: it makes no difference by which door. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class StsClientTest {

  private static final String ROLE = "arn:aws:iam::123456789012:role/app";

  enum Door {
    DIRECT {
      @Override
      void use(SecretsEmulator aws, Use use) throws Exception {
        use.with(Clients.of(aws).client(StsClient.class));
      }
    },
    ENDPOINT {
      @Override
      void use(SecretsEmulator aws, Use use) throws Exception {
        try (var endpoint = Endpoint.start(aws, 0);
            var client =
                StsClient.builder()
                    .endpointOverride(endpoint.uri())
                    .httpClient(UrlConnectionHttpClient.create())
                    .region(Region.US_EAST_1)
                    .credentialsProvider(
                        StaticCredentialsProvider.create(
                            AwsBasicCredentials.create("test", "test")))
                    .build()) {
          use.with(client);
        }
      }
    },
    ZERO_CHANGE {
      @Override
      void use(SecretsEmulator aws, Use use) throws Exception {
        try (var installed = ZeroChange.install(aws, "StsClientTest");
            var client = StsClient.create()) {
          assertThat(installed).isNotNull();
          use.with(client);
        }
      }
    };

    interface Use {
      void with(StsClient sts) throws Exception;
    }

    abstract void use(SecretsEmulator aws, Use use) throws Exception;
  }

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(Instant.parse("2026-01-01T10:15:30.123Z")).build();

  @ParameterizedTest
  @EnumSource
  void callerLearnsWhoItIs(Door door) throws Exception {
    door.use(
        aws,
        sts -> {
          var who = sts.getCallerIdentity();

          assertThat(who.account()).isEqualTo("123456789012");
          assertThat(who.arn()).isEqualTo("arn:aws:iam::123456789012:root");
          assertThat(who.userId()).isEqualTo("123456789012");
          assertThat(who.responseMetadata().requestId()).isEqualTo(aws.audit().last().requestId());
        });
  }

  @ParameterizedTest
  @EnumSource
  void sessionIsOpened(Door door) throws Exception {
    aws.account("123456789012").role("app");
    door.use(
        aws,
        sts -> {
          var session =
              sts.assumeRole(
                  request()
                      .durationSeconds(900)
                      .sourceIdentity("ann")
                      .tags(Tag.builder().key("team").value("shop").build())
                      .build());

          assertThat(session.assumedRoleUser().arn())
              .isEqualTo("arn:aws:sts::123456789012:assumed-role/app/job");
          assertThat(session.assumedRoleUser().assumedRoleId()).endsWith(":job");
          assertThat(session.sourceIdentity()).isEqualTo("ann");
          assertThat(session.credentials().expiration()).isEqualTo("2026-01-01T10:30:30Z");
          assertThat(session.credentials().accessKeyId()).startsWith("ASIA");
          assertThat(session.credentials().secretAccessKey()).hasSize(40);
        });
  }

  @ParameterizedTest
  @EnumSource
  void managedPolicyLimitsASession(Door door) throws Exception {
    var account = aws.account("123456789012");
    account.role("app").allow("secretsmanager:*");
    var describe =
        account.managedPolicy(
            "describe", PolicyDocument.allow("secretsmanager:DescribeSecret").on("*"));
    door.use(
        aws,
        sts -> {
          var session =
              sts.assumeRole(
                  request()
                      .policyArns(List.of(PolicyDescriptorType.builder().arn(describe).build()))
                      .build());

          var caller = aws.caller(session.credentials().accessKeyId(), null);
          assertThat(aws.explain(caller, GetSecretValue.of("prod/db")).toString())
              .contains("no session policy allows it");
        });
  }

  @ParameterizedTest
  @EnumSource
  void refusalsAreThoseOfSts(Door door) throws Exception {
    aws.account("123456789012").role("app");
    door.use(
        aws,
        sts -> {
          var denied = refusal(sts, request().roleArn(ROLE + "x").build());
          assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
          assertThat(denied.statusCode()).isEqualTo(403);
          assertThat(denied.awsErrorDetails().errorMessage())
              .isEqualTo(
                  "User: arn:aws:iam::123456789012:user/ann is not authorized to perform:"
                      + " sts:AssumeRole on resource: arn:aws:iam::123456789012:role/appx");
          assertThat(denied.requestId()).isEqualTo(aws.audit().last().requestId());

          var invalid = refusal(sts, request().roleSessionName("a b").build());
          assertThat(invalid.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
          assertThat(invalid.statusCode()).isEqualTo(400);

          assertThat(refusal(sts, request().policy("{").build()))
              .isInstanceOf(MalformedPolicyDocumentException.class);
        });
  }

  @Test
  @DisplayName("CAL-1: a direct client's request is the session's whose credentials it carries")
  void credentialsOfARequestAreThoseOfTheSession() {
    aws.account("123456789012").role("app").allow("secretsmanager:ListSecrets");
    var credentials =
        Clients.of(aws).client(StsClient.class).assumeRole(request().build()).credentials();
    var session =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                credentials.accessKeyId(),
                credentials.secretAccessKey(),
                credentials.sessionToken()));
    var secrets = Clients.of(aws).secretsManager();

    secrets.listSecrets(r -> r.overrideConfiguration(o -> o.credentialsProvider(session)));
    assertThat(aws.audit().last().caller().principalArn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/app/job");

    aws.clock().advance(Duration.ofHours(1));
    var expired =
        catchThrowableOfType(
            SecretsManagerException.class,
            () ->
                secrets.listSecrets(
                    r -> r.overrideConfiguration(o -> o.credentialsProvider(session))));
    assertThat(expired.awsErrorDetails().errorCode()).isEqualTo("ExpiredTokenException");
  }

  @Test
  void asynchronousClientAnswersToo() {
    assertThat(Clients.of(aws).client(StsAsyncClient.class).getCallerIdentity().join().account())
        .isEqualTo("123456789012");
  }

  @Test
  void everythingElseIsRefusedByName() {
    var found = new Coverage(StsClient.class);

    assertThat(found.bound)
        .filteredOn(name -> !name.contains(" "))
        .containsExactly("AssumeRole", "GetCallerIdentity");
    assertThat(found.onlyInTheCore).isEmpty();
    assertThat(found.onlyInTheSdk)
        .filteredOn(name -> name.contains(" "))
        .isSubsetOf(
            Set.of(
                "AssumeRole > PolicyArns",
                "AssumeRole > ProvidedContexts",
                "AssumeRole > SerialNumber",
                "AssumeRole > TokenCode",
                "AssumeRole > TransitiveTagKeys",
                "AssumeRole < PackedPolicySize"));
  }

  /** A request of a user who may assume roles; the root user of the default credentials can't. */
  private AssumeRoleRequest.Builder request() {
    aws.account("123456789012").user("ann").allow("sts:*").accessKey("ann");
    return AssumeRoleRequest.builder()
        .roleArn(ROLE)
        .roleSessionName("job")
        .overrideConfiguration(
            o ->
                o.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("ann", "x"))));
  }

  private static StsException refusal(StsClient sts, AssumeRoleRequest request) {
    return catchThrowableOfType(StsException.class, () -> sts.assumeRole(request));
  }
}
