package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.ALREADY_EXISTS;
import static dev.strongroom.api.ErrorCode.INVALID_ALIAS_NAME;
import static dev.strongroom.api.ErrorCode.INVALID_ARN;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.DeleteAlias;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.ListAliases;
import dev.strongroom.api.kms.UpdateAlias;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Aliases: what refuses one, and how it is created, moved and deleted. */
abstract class KeyAliasesContract extends KeysFixture {

  @Test
  @DisplayName("KR-6: a managing operation refuses an alias, whether it exists or not")
  void managingOperationTakesNoAlias() {
    kms.call(new CreateAlias("alias/app", kms.create()));

    for (var alias : List.of("alias/app", "alias/none", PREFIX + "alias/app")) {
      kms.refused(
          INVALID_ARN,
          "Key Aliases are not supported for this operation.",
          () -> kms.call(new DisableKey(alias)));
    }
  }

  static Stream<Arguments> refusedAliases() {
    return Stream.of(
        Arguments.of(
            "KMS-12",
            "app",
            VALIDATION,
            "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"),
        Arguments.of(
            "KMS-12",
            "alias/app",
            ALREADY_EXISTS,
            "An alias with the name " + PREFIX + "alias/app already exists"),
        Arguments.of(
            "KMS-11",
            "alias/aws/mine",
            INVALID_ALIAS_NAME,
            "Aliases that begin with alias/aws/ are reserved for AWS"),
        Arguments.of(
            "KMS-11",
            "alias/a:b",
            INVALID_ALIAS_NAME,
            "alias/a:b contains invalid characters for an alias"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refusedAliases")
  void aliasIsRefused(String rule, String name, ErrorCode code, String text) {
    var key = kms.create();
    kms.call(new CreateAlias("alias/app", key));

    kms.refused(code, text, () -> kms.call(new CreateAlias(name, key)));
    if (code != ALREADY_EXISTS) {
      kms.refused(code, text, () -> kms.call(new UpdateAlias(name, key)));
      kms.refused(code, text, () -> kms.call(new DeleteAlias(name)));
    }
  }

  @Test
  void aliasesOfOneKeyAreListed() {
    var first = kms.create();
    var second = kms.create();
    kms.call(new CreateAlias("alias/app", first));
    kms.call(new CreateAlias("alias/shop", second));

    assertThat(kms.call(ListAliases.all().withKeyId(first)).aliases())
        .extracting(ListAliases.Entry::aliasName)
        .containsExactly("alias/app");
    assertThat(kms.call(ListAliases.all()).aliases())
        .extracting(ListAliases.Entry::aliasName)
        .contains("alias/app", "alias/shop");
  }

  @Test
  void aliasMovesToAnotherKeyAndIsDeleted() {
    var first = kms.create();
    var second = kms.create();
    kms.call(new CreateAlias("alias/app", first));
    kms.advance(Duration.ofDays(1));

    kms.call(new UpdateAlias("alias/app", second));

    assertThat(describe("alias/app").arn()).isEqualTo(second);
    assertThat(kms.call(ListAliases.all().withKeyId(second)).aliases())
        .containsExactly(
            new ListAliases.Entry(
                "alias/app",
                PREFIX + "alias/app",
                second.replaceAll(".*/", ""),
                KmsDoor.START,
                kms.now()));
    kms.call(new DeleteAlias("alias/app"));
    kms.refused(
        NOT_FOUND,
        "Alias " + PREFIX + "alias/app is not found.",
        () -> kms.call(new UpdateAlias("alias/app", first)));
    kms.refused(
        NOT_FOUND,
        "Alias " + PREFIX + "alias/app is not found.",
        () -> kms.call(new DeleteAlias("alias/app")));
  }

  @Test
  void aliasStaysWithKeysOfOneKind() {
    kms.call(new CreateAlias("alias/app", kms.create()));
    var mac = kms.create("HMAC_256", KeyUsage.GENERATE_VERIFY_MAC).arn();

    kms.refused(
        VALIDATION,
        "The current and new KMS key of an alias must be the same type and have the same key usage.",
        () -> kms.call(new UpdateAlias("alias/app", mac)));
  }
}
