package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/**
 * Every operation of the SDK's client, and every member of its requests and responses, is bound to
 * the core.
 */
class SdkCoverageTest {

  private final Coverage coverage = new Coverage(SecretsManagerClient.class);

  @Test
  void everythingInTheSdkIsBound() {
    assertThat(coverage.onlyInTheSdk)
        .as("add it to the core, or list it here: until then it is refused by name")
        .isEmpty();
  }

  @Test
  void everythingInTheCoreIsInTheSdk() {
    assumeFalse(Sdk.isOlderThanCompiledAgainst());

    assertThat(coverage.onlyInTheCore).isEmpty();
  }

  public interface TwoOperations {
    GetSessionTokenResponse getSessionToken(GetSessionTokenRequest request);

    GetSecretValueResponse getSecretValue(GetSecretValueRequest request);
  }

  @Test
  void anOperationThatIsNotBoundIsFound() {
    var found = new Coverage(TwoOperations.class);

    assertThat(found.onlyInTheSdk).containsExactly("GetSessionToken");
    assertThat(found.bound)
        .contains("GetSecretValue", "GetSecretValue > SecretId", "GetSecretValue < SecretString");
  }

  /** CreateSecret as a core would have it that lags behind. */
  public record Lagging(String name, List<TagWithoutValue> tags, String nickname) {}

  public record TagWithoutValue(String key) {}

  @Test
  void membersThatAreNotBoundAreFoundAtAnyDepth() {
    var found = new Coverage();

    found.add("", Shape.of("CreateSecret", CREATE_SECRET, Lagging.class));

    assertThat(found.bound).containsExactlyInAnyOrder("Name", "Tags", "Tags.Key");
    assertThat(found.onlyInTheSdk).contains("SecretString", "Tags.Value");
    assertThat(found.onlyInTheCore).containsExactly("nickname");
  }

  public record Misunderstanding(Integer name) {}

  @Test
  void aMemberOfAnotherTypeIsFound() {
    assertThatThrownBy(() -> Shape.of("CreateSecret", CREATE_SECRET, Misunderstanding.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("CreateSecret.Name", "String", "Integer");
  }

  private static final List<SdkField<?>> CREATE_SECRET =
      CreateSecretRequest.builder().build().sdkFields();
}
