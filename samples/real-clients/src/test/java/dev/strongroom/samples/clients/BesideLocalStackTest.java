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
 * Three services' test classes in JUnit's parallel mode, with one server for AWS's other services
 * beside them. As users of the zero-change switch they wait for one another, by the lock.
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

  /** Uses no emulator and waits for nobody: its clients may be built and called meanwhile. */
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
   * By hand and with a lock that others don't need: {@code @RedirectAwsClients} lets nobody run
   * beside.
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
