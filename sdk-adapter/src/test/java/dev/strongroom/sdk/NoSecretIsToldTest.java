package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.SecretsEmulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;

/** No secret value appears in an exception, its stack trace, or anything's {@code toString}. */
class NoSecretIsToldTest {

  private static final String MARKER = "MARKER-7f3a9c";
  private static final SdkBytes MARKER_BYTES = SdkBytes.fromUtf8String(MARKER);
  private static final String TOO_LONG = MARKER.repeat(6000);
  private static final String TOKEN = "t-00000000-0000-0000-0000-00000001";

  private final SecretsEmulator aws = SecretsEmulator.create();
  private final SecretsManagerClient client = Clients.of(aws).secretsManager();

  static Stream<Consumer<SecretsManagerClient>> refusedCalls() {
    var replica = ReplicaRegionType.builder().region("not a Region").build();
    return Stream.of(
        c -> c.createSecret(r -> r.name("a").secretString(MARKER)),
        c -> c.createSecret(r -> r.name("b").secretString(TOO_LONG)),
        c -> c.createSecret(r -> r.name("b").secretBinary(SdkBytes.fromUtf8String(TOO_LONG))),
        c -> c.createSecret(r -> r.name("b").secretString(MARKER).secretBinary(MARKER_BYTES)),
        c -> c.createSecret(r -> r.name("b").secretString(MARKER).addReplicaRegions(replica)),
        c -> c.createSecret(r -> r.secretString(MARKER)),
        c -> c.putSecretValue(r -> r.secretId("x").secretString(MARKER)),
        c -> c.putSecretValue(r -> r.secretId("x").secretBinary(MARKER_BYTES)),
        c -> c.putSecretValue(r -> r.secretId("a").secretString(TOO_LONG)),
        c ->
            c.putSecretValue(
                r -> r.secretId("a").clientRequestToken(TOKEN).secretString(MARKER + "2")),
        c -> c.updateSecret(r -> r.secretId("x").secretString(MARKER)),
        c -> c.updateSecret(r -> r.secretId("a").secretString(TOO_LONG)),
        c ->
            c.updateSecret(
                r ->
                    r.secretId("a")
                        .secretString(MARKER)
                        .overrideConfiguration(o -> o.putHeader("x", "1"))),
        c -> c.getSecretValue(r -> r.secretId("a").versionStage("NONE")),
        c -> c.deleteSecret(r -> r.secretId("a").recoveryWindowInDays(1L)));
  }

  @ParameterizedTest
  @MethodSource("refusedCalls")
  void aRefusalTellsNoSecret(Consumer<SecretsManagerClient> call) {
    client.createSecret(r -> r.name("a").clientRequestToken(TOKEN).secretString(MARKER));

    var refusal = catchThrowable(() -> call.accept(client));

    var told = new StringWriter();
    refusal.printStackTrace(new PrintWriter(told));
    assertThat(told.toString()).doesNotContain(MARKER, "MARKER");
    assertThat(aws.audit().toString()).doesNotContain("MARKER");
  }

  @Test
  void nothingPrintsASecret() {
    var created = client.createSecret(r -> r.name("a").secretString(MARKER));
    var read = client.getSecretValue(r -> r.secretId("a"));
    var future = Clients.of(aws).secretsManagerAsync().getSecretValue(r -> r.secretId("a"));

    assertThat(read.secretString()).isEqualTo(MARKER);
    assertThat(future.join().secretString()).isEqualTo(MARKER);
    assertThat(List.of(created, read, future, future.join(), client, aws))
        .extracting(Object::toString)
        .noneMatch(text -> text.contains("MARKER"));
  }
}
