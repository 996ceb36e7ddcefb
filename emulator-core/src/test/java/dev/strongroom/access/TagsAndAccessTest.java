package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.Request;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.seed.Seed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tags that grant access can't be changed so that their author loses it (POL-17). */
class TagsAndAccessTest {

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .randomSeed(1)
          .secret(Seed.secret("a").string("s").tag("team", "red"))
          .build();
  private final Caller red =
      aws.account("123456789012")
          .role("red")
          .policy(PolicyDocument.allow("secretsmanager:CreateSecret"))
          .policy(
              PolicyDocument.allow("secretsmanager:*")
                  .when("StringEquals", "aws:ResourceTag/team", "red"))
          .policy(
              PolicyDocument.allow("secretsmanager:TagResource")
                  .when("StringEquals", "aws:RequestTag/team", "red"))
          .caller();

  static Stream<Request<?>> changesThatLockTheirAuthorOut() {
    return Stream.of(
        new UntagResource("a", List.of("team")), // POL-17
        new TagResource("a", List.of(new Tag("team", "blue")))); // POL-17
  }

  @ParameterizedTest(name = "POL-17: {0}")
  @MethodSource("changesThatLockTheirAuthorOut")
  void changeThatLocksItsAuthorOutIsRefused(Request<?> request) {
    var before = aws.snapshot();

    assertThatThrownBy(() -> call(request))
        .hasMessageContaining("is not authorized to perform: secretsmanager:");

    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  void otherTagsMayChange() {
    call(new TagResource("a", List.of(new Tag("stage", "test"))));
    call(new UntagResource("a", List.of("stage")));
    call(CreateSecret.of("b", Secrets.token(1)).withTags(List.of(new Tag("team", "red"))));

    assertThat(aws.audit().succeeded().by(red.principalArn())).hasSize(3);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // one request of any operation
  private void call(Request<?> request) {
    aws.execute(red, (Request) request);
  }
}
