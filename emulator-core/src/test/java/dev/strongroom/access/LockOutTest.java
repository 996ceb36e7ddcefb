package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.ValidateResourcePolicy;
import dev.strongroom.api.ValidateResourcePolicy.ValidationError;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.seed.Seed;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies with which their author could not replace them again (POL-5), by condition keys. */
class LockOutTest {

  private static final String LOCK_OUT =
      "Your requested changes will not allow you to manage this secret in the future.";
  private static final String KEY_LOCK_OUT =
      "The new key policy will not allow you to update the key policy in the future.";

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .randomSeed(1)
          .secret(Seed.secret("prod/db").string("s").tag("team", "blue"))
          .build();

  /** B1: the check ignored the keys of the request of a caller without policies. */
  @ParameterizedTest(name = "POL-5: Deny if {0} {1} {2} locks the administrator out: {3}")
  @CsvSource({
    "StringNotEquals, aws:RequestedRegion,   us-east-1,         false",
    "StringNotEquals, aws:RequestedRegion,   eu-west-1,         true",
    "NotIpAddress,    aws:SourceIp,          127.0.0.0/8,       false",
    "NotIpAddress,    aws:SourceIp,          10.0.0.0/8,        true",
    "StringNotEquals, aws:ResourceTag/team,  blue,              false",
    "StringNotEquals, aws:ResourceTag/team,  red,               true",
    "Bool,            aws:SecureTransport,   true,              true",
    "Bool,            aws:SecureTransport,   false,             false",
    "StringNotEquals, aws:PrincipalAccount,  123456789012,      false",
    "ArnNotEquals,    aws:PrincipalArn, arn:aws:iam::123456789012:root, false",
    "StringNotEquals, secretsmanager:resource/Type, x,          true",
    "Bool,            secretsmanager:BlockPublicPolicy, true,   false",
  })
  void conditionKeysOfTheRequestDecide(String operator, String key, String value, boolean locked) {
    var policy = denyEverybodyWhen(operator, key, value);

    var validated =
        aws.execute(aws.administrator(), new ValidateResourcePolicy("prod/db", policy)).result();
    var refusal =
        catchThrowableOfType(
            ServiceError.class,
            () -> aws.execute(aws.administrator(), PutResourcePolicy.of("prod/db", policy)));

    assertThat(refusal == null ? null : refusal.text()).isEqualTo(locked ? LOCK_OUT : null);
    assertThat(stored()).isEqualTo(locked ? null : policy);
    assertThat(validated.validationErrors())
        .extracting(ValidationError::checkName)
        .isEqualTo(locked ? List.of("CALLER_LOCK_OUT") : List.of());
  }

  @ParameterizedTest(name = "POL-5: Deny if {0} {1} {2} locks the author of a key policy out: {3}")
  @CsvSource({
    "StringNotEquals, kms:CallerAccount,    123456789012, false",
    "StringNotEquals, kms:CallerAccount,    222222222222, true",
    "StringNotEquals, aws:RequestedRegion,  us-east-1,    false",
    "StringNotEquals, aws:ResourceTag/team, blue,         false",
    "StringNotEquals, aws:ResourceTag/team, red,          true",
    "Bool,            aws:SecureTransport,  true,         true",
  })
  void conditionKeysDecideOnKeyPoliciesToo(
      String operator, String key, String value, boolean locked) {
    var policy =
        """
        {"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},
        {"Effect":"Deny","Principal":"*","Action":"*","Resource":"*",
        "Condition":{"%s":{"%s":"%s"}}}]}\
        """
            .formatted(operator, key, value);
    var tags = List.of(new Tag("team", "blue"));
    var keyId =
        aws.execute(aws.administrator(), createKey(null, tags)).result().keyMetadata().keyId();

    var put =
        catchThrowableOfType(
            ServiceError.class,
            () -> aws.execute(aws.administrator(), PutKeyPolicy.of(keyId, policy)));
    var created =
        catchThrowableOfType(
            ServiceError.class, () -> aws.execute(aws.administrator(), createKey(policy, tags)));

    assertThat(put == null ? null : put.text()).isEqualTo(locked ? KEY_LOCK_OUT : null);
    assertThat(created == null ? null : created.text()).isEqualTo(locked ? KEY_LOCK_OUT : null);
  }

  @Test
  @DisplayName("B4: a policy may name a session of a role with a path; the ARN has none")
  void sessionOfARoleWithAPathCanBeNamed() {
    aws.account("123456789012").role("team/app");

    put("arn:aws:sts::123456789012:assumed-role/app/job");
    var refusal =
        catchThrowableOfType(
            ServiceError.class, () -> put("arn:aws:sts::123456789012:assumed-role/ap/job"));

    assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_POLICY_DOCUMENT);
    assertThat(refusal.text()).isEqualTo("This resource policy contains an unsupported principal");
    assertThat(stored()).contains("assumed-role/app/job");
  }

  private static CreateKey createKey(String policy, List<Tag> tags) {
    return CreateKey.DEFAULT.withPolicy(policy).withTags(tags.toArray(Tag[]::new));
  }

  private void put(String principal) {
    var policy =
        """
        {"Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"*","Resource":"*"}}\
        """
            .formatted(principal);
    aws.execute(aws.administrator(), PutResourcePolicy.of("prod/db", policy));
  }

  private String stored() {
    return aws.execute(aws.administrator(), new GetResourcePolicy("prod/db"))
        .result()
        .resourcePolicy();
  }

  private static String denyEverybodyWhen(String operator, String key, String value) {
    return """
        {"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*",\
        "Condition":{"%s":{"%s":"%s"}}}}\
        """
        .formatted(operator, key, value);
  }
}
