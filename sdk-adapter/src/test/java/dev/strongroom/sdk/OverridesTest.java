package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ApiName;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** What a single request overrides is honoured or refused by name, never ignored. */
class OverridesTest {

  private final SecretsEmulator aws = SecretsEmulator.create();
  private final SecretsManagerClient client = Clients.of(aws).secretsManager();

  @Test
  void credentialsOfTwelveDigitsAreTheAdministratorOfThatAccount() { // CAL-1
    var created =
        client.createSecret(r -> r.name("a").overrideConfiguration(o -> as(o, "222222222222")));

    assertThat(created.arn()).contains(":us-east-1:222222222222:secret:a-");
    assertThat(caller()).isEqualTo(Caller.administrator("222222222222", "us-east-1"));
    assertThat(client.listSecrets().secretList()).isEmpty();
  }

  @Test
  void credentialsChangeWhoCallsNotHow() {
    var behindEndpoint = aws.administrator().with(Caller.SOURCE_VPCE, "vpce-1");
    var other = Clients.of(aws).as(behindEndpoint).secretsManager();

    other.listSecrets(r -> r.overrideConfiguration(o -> as(o, "222222222222")));

    assertThat(caller().values(Caller.SOURCE_VPCE)).containsExactly("vpce-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AKIAIOSFODNN7EXAMPLE", "1", "22222222222", "2222222222222"})
  void otherCredentialsAreTheDefaultAccountsAdministrator(String accessKeyId) { // CAL-1
    var other =
        Clients.of(aws).as(Caller.administrator("222222222222", "eu-west-1")).secretsManager();

    other.listSecrets(r -> r.overrideConfiguration(o -> as(o, accessKeyId)));

    assertThat(caller()).isEqualTo(Caller.administrator("123456789012", "eu-west-1"));
  }

  @Test
  void anonymousCredentialsAreServed() { // CAL-2
    client.listSecrets(
        r ->
            r.overrideConfiguration(
                o -> o.credentialsProvider(AnonymousCredentialsProvider.create())));

    assertThat(caller()).isEqualTo(aws.administrator());
  }

  @Test
  void aFailureToFindCredentialsIsTheCallers() {
    var failure = new IllegalStateException("no credentials today");
    AwsCredentialsProvider failing =
        () -> {
          throw failure;
        };

    assertThatThrownBy(
            () ->
                client.listSecrets(
                    r -> r.overrideConfiguration(o -> o.credentialsProvider(failing))))
        .isSameAs(failure);
  }

  @Test
  void overridesWithoutAnEffectAreHonoured() {
    var response =
        client.getRandomPassword(
            r ->
                r.overrideConfiguration(
                    o ->
                        o.apiCallTimeout(Duration.ofSeconds(1))
                            .apiCallAttemptTimeout(Duration.ofSeconds(1))
                            .addApiName(ApiName.builder().name("app").version("1").build())));

    assertThat(response.randomPassword()).isNotEmpty();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused("headers", o -> o.putHeader("X-Test", "1")),
        refused("rawQueryParameters", o -> o.putRawQueryParameter("x", "1")),
        refused("metricPublishers", o -> o.addMetricPublisher(new NoMetrics())),
        refused("signer", o -> o.signer((request, attributes) -> request)),
        refused("executionAttributes", o -> o.putExecutionAttribute(ATTRIBUTE, "1")));
  }

  private static Arguments refused(
      String name, Consumer<AwsRequestOverrideConfiguration.Builder> override) {
    return arguments(name, override);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void overridesThatWouldBeLostAreRefusedByName(
      String name, Consumer<AwsRequestOverrideConfiguration.Builder> override) {
    var before = aws.snapshot();

    assertThatThrownBy(() -> client.createSecret(r -> r.name("a").overrideConfiguration(override)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContainingAll("CreateSecret", "override " + name + " ", "built by the SDK");
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  void everyOverrideOfTheSdkIsHonouredOrRefused() {
    var overridable =
        Arrays.stream(AwsRequestOverrideConfiguration.class.getMethods())
            .filter(method -> method.getDeclaringClass() != Object.class)
            .filter(method -> method.getParameterCount() == 0)
            .map(method -> method.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    overridable.removeAll(Set.of("builder", "toBuilder", "hashCode"));

    assertThat(overridable)
        .isSubsetOf(
            "apiCallAttemptTimeout",
            "apiCallTimeout",
            "apiNames",
            "authSchemeProvider",
            "compressionConfiguration",
            "credentialsIdentityProvider",
            "credentialsProvider",
            "endpointProvider",
            "executionAttributes",
            "headers",
            "metricPublishers",
            "plugins",
            "rawQueryParameters",
            "signer",
            "tokenIdentityProvider");
  }

  @Test
  void aRefusalOfAnotherAccountsCredentialsIsTheServices() {
    var arn = client.createSecret(r -> r.name("a").secretString("one")).arn();

    assertThatThrownBy(
            () ->
                client.getSecretValue(
                    r -> r.secretId(arn).overrideConfiguration(o -> as(o, "222222222222"))))
        .isInstanceOf(SecretsManagerException.class)
        .hasMessageContaining("arn:aws:iam::222222222222:root is not authorized");
  }

  private Caller caller() {
    return aws.audit().last().caller();
  }

  private static void as(AwsRequestOverrideConfiguration.Builder override, String accessKeyId) {
    override.credentialsProvider(
        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "x")));
  }

  private static final ExecutionAttribute<String> ATTRIBUTE =
      new ExecutionAttribute<>("OverridesTest");

  private static final class NoMetrics implements MetricPublisher {
    @Override
    public void publish(MetricCollection metrics) {}

    @Override
    public void close() {}
  }
}
