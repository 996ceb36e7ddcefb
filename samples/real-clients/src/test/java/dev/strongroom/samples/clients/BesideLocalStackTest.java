package dev.strongroom.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.sdk.ZeroChange;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The test classes of three services in JUnit's parallel mode, and one server for AWS's other
 * services. They use the zero-change switch, so a lock makes them take turns.
 */
class BesideLocalStackTest {

  private static final LocalStack LOCAL_STACK = new LocalStack();

  @AfterAll
  static void stop() {
    LOCAL_STACK.close();
  }

  @Nested
  class OrdersTest extends Story {}

  @Nested
  class PaymentsTest extends Story {}

  @Nested
  class StockTest extends Story {}

  /** Uses no emulator, so its clients may be built and called meanwhile. */
  @Nested
  class ReportsTest {

    @RepeatedTest(10)
    void reachesOnlyTheLocalServer() {
      try (var table =
          DynamoDbClient.builder()
              .region(Region.US_EAST_1)
              .credentialsProvider(AnonymousCredentialsProvider.create())
              .endpointOverride(LOCAL_STACK.uri())
              .build()) {
        assertThat(table.listTables().hasTableNames()).isFalse();
      }
    }
  }

  /**
   * Installs the switch by hand, with a lock that {@code ReportsTest} does not take;
   * {@code @RedirectAwsClients} would keep every other class from running meanwhile.
   */
  @SecretsManagerTest
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  abstract static class Story {

    private ZeroChange installed;

    @BeforeEach
    void install(SecretsEmulator aws, TestInfo test) {
      installed = ZeroChange.install(aws, getClass().getSimpleName() + "." + test.getDisplayName());
    }

    @AfterEach
    void close() {
      installed.close();
    }

    @RepeatedTest(3)
    void secretsComeFromTheEmulatorAndTheRestFromTheLocalServer(SecretsEmulator aws) {
      var service = getClass().getSimpleName();
      try (var secrets = SecretsManagerClient.create();
          var async = SecretsManagerAsyncClient.create();
          var table = DynamoDbClient.builder().endpointOverride(LOCAL_STACK.uri()).build()) {
        var arn = secrets.createSecret(r -> r.name("key").secretString(service)).arn();
        table.putItem(r -> r.tableName("t").item(Map.of("arn", AttributeValue.fromS(arn))));

        assertThat(async.getSecretValue(r -> r.secretId("key")).join().secretString())
            .isEqualTo(service);
        assertThat(LOCAL_STACK.requests())
            .allMatch(request -> request.startsWith("DynamoDB_"))
            .filteredOn(request -> request.contains(arn))
            .hasSize(1);
      }

      assertThat(aws.audit().from("secretsmanager.amazonaws.com"))
          .extracting(call -> call.operation())
          .containsExactly("CreateSecret", "GetSecretValue");
    }
  }
}
