package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** What an application meets in a client, beside the rules of the service. */
class DirectClientTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final SecretsEmulator aws = emulator();
  private final SecretsManagerClient client = Clients.of(aws).secretsManager();

  private static SecretsEmulator emulator() {
    return SecretsEmulator.builder().frozenAt(NOW).randomSeed(7).build();
  }

  @Test
  void aResponseTellsTheIdOfItsRequestAndThatItSucceeded() {
    var response = client.createSecret(r -> r.name("a").secretString("one"));

    assertThat(response.responseMetadata().requestId()).isEqualTo(aws.audit().last().requestId());
    assertThat(response.sdkHttpResponse().isSuccessful()).isTrue();
    assertThat(response.sdkHttpResponse().statusCode()).isEqualTo(200);
    assertThat(response.sdkHttpResponse().firstMatchingHeader("x-amzn-RequestId"))
        .contains(aws.audit().last().requestId());
  }

  @Test
  void aResponseSaysWhatTheSdksOwnClientReads() {
    var created = client.createSecret(r -> r.name("a").description("d").tags(tag("k", "v")));
    client.putSecretValue(r -> r.secretId("a").clientRequestToken(token(1)).secretString("one"));
    var body =
        """
        {"ARN":"%s","Name":"a","Description":"d","CreatedDate":1767225600.0,
         "LastChangedDate":1767225600.0,"Tags":[{"Key":"k","Value":"v"}],
         "VersionIdsToStages":{"%s":["AWSCURRENT"]}}
        """
            .formatted(created.arn(), token(1));

    var response = client.describeSecret(r -> r.secretId("a"));

    var read = RealClient.answering(200, "id", body).describeSecret(r -> r.secretId("a"));
    assertThat(response.equalsBySdkFields(read)).as("%s like %s", response, read).isTrue();
  }

  @Test
  void aListThatIsAbsentIsToldFromAnEmptyOne() {
    client.createSecret(r -> r.name("never-tagged"));
    client.createSecret(r -> r.name("untagged").tags(tag("k", "v")));
    client.untagResource(r -> r.secretId("untagged").tagKeys("k"));

    assertThat(client.describeSecret(r -> r.secretId("never-tagged")).hasTags()).isFalse();
    assertThat(client.describeSecret(r -> r.secretId("untagged")).hasTags()).isTrue();
    assertThat(client.describeSecret(r -> r.secretId("untagged")).tags()).isEmpty();
  }

  @Test
  void bytesComeBackAsTheyWere() {
    var bytes = new byte[] {0, -1, 127, -128};

    client.createSecret(r -> r.name("a").secretBinary(SdkBytes.fromByteArray(bytes)));

    var response = client.getSecretValue(r -> r.secretId("a"));
    assertThat(response.secretBinary().asByteArray()).isEqualTo(bytes);
    assertThat(response.secretString()).isNull();
  }

  @Test
  void aMissingTokenIsDrawnFromTheEmulator() {
    var drawn = emulator().newClientRequestToken();

    var created = client.createSecret(r -> r.name("a").secretString("one"));

    assertThat(created.versionId()).isEqualTo(drawn);
    assertThat(client.putSecretValue(r -> r.secretId("a").secretString("two")).versionId())
        .isNotEqualTo(drawn);
  }

  @Test
  void aGivenTokenIsKept() {
    client.createSecret(r -> r.name("a").clientRequestToken(token(1)).secretString("one"));
    client.updateSecret(r -> r.secretId("a").clientRequestToken(token(2)).secretString("two"));

    assertThat(client.getSecretValue(r -> r.secretId("a")).versionId()).isEqualTo(token(2));
  }

  @Test
  void aMissingMemberIsRefusedByTheService() {
    assertThatThrownBy(() -> client.getSecretValue(r -> {}))
        .isInstanceOfSatisfying(
            SecretsManagerException.class,
            refusal ->
                assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ValidationException"))
        .hasMessageContaining("Value null at 'secretId'");
    assertThatThrownBy(() -> client.untagResource(r -> r.secretId("a")))
        .hasMessageContaining("Value null at 'tagKeys'");
  }

  @Test
  void overloadsWithoutARequestWork() {
    client.createSecret(r -> r.name("a"));

    assertThat(client.listSecrets().secretList()).extracting(SecretListEntry::name).contains("a");
    assertThat(client.getRandomPassword().randomPassword()).hasSize(32);
    assertThat(client.listSecretsPaginator()).hasSize(1);
  }

  @Test
  void paginatorsReadAllPages() {
    for (var name : List.of("a", "b", "c")) {
      client.createSecret(r -> r.name(name).secretString("one"));
    }
    for (int i = 0; i < 4; i++) {
      int value = i;
      client.putSecretValue(r -> r.secretId("a").secretString("value " + value));
    }

    var secrets = client.listSecretsPaginator(r -> r.maxResults(2));
    var versions =
        client.listSecretVersionIdsPaginator(
            r -> r.secretId("a").maxResults(2).includeDeprecated(true));

    assertThat(secrets).hasSize(2);
    assertThat(secrets.stream().flatMap(page -> page.secretList().stream()))
        .extracting(SecretListEntry::name)
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(versions).hasSize(3);
    assertThat(versions.stream().flatMap(page -> page.versions().stream()))
        .extracting(SecretVersionsListEntry::versionId)
        .hasSize(5)
        .doesNotHaveDuplicates();
  }

  @Test
  @EnabledIf("dev.strongroom.sdk.Sdk#hasBatchGetSecretValue")
  void aBatchIsReadPageByPage() {
    for (var name : List.of("batch/a", "batch/b", "batch/c")) {
      client.createSecret(r -> r.name(name).secretString("the value of " + name));
    }

    assertThat(Batches.values(client, "batch/", 2))
        .containsExactlyInAnyOrder(
            "the value of batch/a", "the value of batch/b", "the value of batch/c");
  }

  @Test
  void filtersAndTheirValuesArrive() {
    client.createSecret(r -> r.name("a").tags(tag("k", "v")));
    client.createSecret(r -> r.name("b"));
    var filter = Filter.builder().key("tag-key").values("k").build();

    var response = client.listSecrets(r -> r.filters(filter));

    assertThat(response.secretList()).extracting(SecretListEntry::name).containsExactly("a");
  }

  @Test
  void theCallerAndTheRegionAreThoseOfTheClients() {
    var other = Caller.administrator("222222222222", "eu-west-1");
    var clients = Clients.of(aws).as(other);

    var there = clients.secretsManager().createSecret(r -> r.name("a"));
    var elsewhere = clients.in(Region.US_WEST_2).secretsManager().createSecret(r -> r.name("a"));

    assertThat(there.arn()).startsWith("arn:aws:secretsmanager:eu-west-1:222222222222:secret:a-");
    assertThat(elsewhere.arn()).contains(":us-west-2:222222222222:");
    assertThat(client.listSecrets().secretList()).isEmpty();
  }

  @Test
  void whatIsNoOperationSaysSoByName() {
    // Not on the oldest versions; by reflection, since its type is missing there.
    Arrays.stream(SecretsManagerClient.class.getMethods())
        .filter(method -> method.getName().equals("serviceClientConfiguration"))
        .forEach(
            method ->
                assertThatThrownBy(() -> method.invoke(client))
                    .cause()
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageStartingWith("serviceClientConfiguration is not available"));
  }

  @Test
  void anExceptionOfTheCallersOwnCodeIsLeftAsItIs() {
    var own = new UnsupportedOperationException();

    assertThatThrownBy(
            () ->
                client.getSecretValue(
                    r -> {
                      throw own;
                    }))
        .isSameAs(own);
  }

  @Test
  void aMissingRequestOrListElementIsRefusedByName() {
    assertThatThrownBy(() -> client.getSecretValue((GetSecretValueRequest) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage(
            "GetSecretValue needs a request, but it is null. Mockito's any() is null: to stub this"
                + " client, write doReturn(answer).when(mock) with a mock that delegates to it");
    assertThatThrownBy(
            () -> client.listSecretsPaginator((ListSecretsRequest) null).stream().count())
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(
            () ->
                client.createSecret(
                    CreateSecretRequest.builder().name("a").tags((Tag) null).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CreateSecret.Tags");
  }

  @Test
  void aClosedClientRefusesCallsAndTheEmulatorGoesOn() {
    client.close();
    client.close();

    assertThatThrownBy(client::listSecrets)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("SecretsManagerClient", "is closed", "ListSecrets");
    assertThat(Clients.of(aws).secretsManager().listSecrets().secretList()).isEmpty();
  }

  @Test
  void aClosedEmulatorRefusesCalls() {
    aws.close();

    assertThatThrownBy(client::listSecrets)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("closed", "ListSecrets");
  }

  @Test
  void aClientIsAnObjectOfItsOwn() {
    var another = Clients.of(aws).secretsManager();
    SecretsManagerAsyncClient async = Clients.of(aws).secretsManagerAsync();

    assertThat(Set.of(client, another)).hasSize(2).contains(client, another);
    assertThat(client)
        .hasToString("SecretsManagerClient[DIRECT_WITHOUT_RETRIES, %s, us-east-1]", ADMINISTRATOR);
    assertThat(async)
        .hasToString(
            "SecretsManagerAsyncClient[DIRECT_WITHOUT_RETRIES, %s, us-east-1]", ADMINISTRATOR);
    assertThat(client.serviceName()).isEqualTo(async.serviceName()).isEqualTo("secretsmanager");
  }

  private static final String ADMINISTRATOR = "arn:aws:iam::123456789012:root";

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static String token(int number) {
    return "t-00000000-0000-0000-0000-" + String.format("%08d", number);
  }
}
