package dev.strongroom.internal.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import dev.strongroom.internal.service.ssm.api.GetParameterHistory;
import dev.strongroom.internal.service.ssm.api.GetParameters;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class SecureStringsContract extends SsmContract {

  private final Caller administrator = aws.administrator();

  private String newKey() {
    return aws.execute(administrator, CreateKey.of("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT"))
        .result()
        .keyMetadata()
        .arn();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Standard", "Advanced"})
  @DisplayName("SSM-17: a SecureString is a ciphertext unless it is asked for decrypted")
  void encrypted(String tier) {
    put(Puts.secure("token", "s3cret").tier(tier));

    var encrypted = text(get("token"));

    assertThat(
            new String(
                Base64.getDecoder().decode(encrypted),
                java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("s3cret");
    assertThat(value("token")).isEqualTo("s3cret");
    assertThat(text(call(new GetParameters(List.of("token"), true)).parameters().get(0)))
        .isEqualTo("s3cret");
    var history = call(new GetParameterHistory("token", true, null, null)).parameters();
    assertThat(history.get(0).value().text()).isEqualTo("s3cret");
    assertThat(history.get(0).keyId()).isEqualTo("alias/aws/ssm");
  }

  @Test
  @DisplayName("SSM-17: the service's own key is made by its first use, and known by its alias")
  void ownKey() {
    put(Puts.secure("token", "s3cret"));

    var key =
        aws.execute(administrator, new DescribeKey("alias/aws/ssm", null)).result().keyMetadata();

    assertThat(key.keyManager()).isEqualTo("AWS");
    assertThat(key.description())
        .isEqualTo("Default key that protects my SSM parameters when no other key is defined");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Standard", "Advanced"})
  @DisplayName("SSM-17: every use of a key is a call to KMS, with the parameter's ARN as context")
  void callsToKms(String tier) {
    put(Puts.secure("token", "s3cret").tier(tier));
    value("token");

    var calls =
        aws.audit().records().stream()
            .filter(record -> record.eventSource().equals("kms.amazonaws.com"))
            .toList();

    assertThat(calls)
        .extracting(AuditRecord::operation)
        .containsExactly(tier.equals("Standard") ? "Encrypt" : "GenerateDataKey", "Decrypt");
    assertThat(calls)
        .allSatisfy(
            record -> {
              assertThat(record.invokedBy()).isEqualTo("ssm.amazonaws.com");
              assertThat(record.requestParameters().get("encryptionContext").toString())
                  .isEqualTo("{PARAMETER_ARN=" + ARNS + "token}");
            });
  }

  @Test
  @DisplayName("SSM-17: another key, which later versions keep")
  void customerKey() {
    var key = newKey();
    put(Puts.secure("token", "one").key(key));
    put(Puts.over("token", "two"));

    assertThat(call(new GetParameterHistory("token", null, null, null)).parameters())
        .extracting(GetParameterHistory.ParameterHistory::keyId)
        .containsExactly(key, key);
    refused(
        ErrorCode.VALIDATION,
        "KeyId is required for SecureString type parameter only.",
        Puts.of("plain", "String", "x").key(key).request());
  }

  @Test
  @DisplayName("SSM-18: what is wrong with a key is an InvalidKeyId with the text of KMS")
  void unusableKeys() {
    var key = newKey();
    put(Puts.secure("token", "one").key(key));
    aws.execute(administrator, new DisableKey(key));

    var refusal = refusal(administrator, new GetParameter("token", true));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_KEY_ID);
    assertThat(refusal.text())
        .startsWith(
            key
                + " is disabled. (Service: AWSKMS; Status Code: 400; Error Code: DisabledException;"
                + " Request ID: ")
        .endsWith("; Proxy: null)");
    assertThat(text(get("token"))).isNotEmpty();
    var absent = refusal(administrator, Puts.secure("other", "x").key("alias/none").request());
    assertThat(absent.code()).isEqualTo(ErrorCode.INVALID_KEY_ID);
    assertThat(absent.text()).contains("alias/none", "Error Code: NotFoundException");
  }

  @Test
  @DisplayName("SSM-18: a key that the caller may not use is denied with the text of KMS")
  void deniedKeys() {
    var key = newKey();
    put(Puts.secure("token", "one").key(key));
    var role = aws.account("123456789012").role("reader").allow("ssm:GetParameter");

    var refusal = refusal(role.caller(), new GetParameter("token", true));

    assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(refusal.text())
        .startsWith(
            "User: " + role.caller().principalArn() + " is not authorized to perform: kms:Decrypt")
        .contains("(Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException;");
    assertThat(aws.explain(role.caller(), new GetParameter("token", true)).refusal().action())
        .isEqualTo("kms:Decrypt");
  }

  private <R extends Record> ServiceError refusal(
      Caller caller, dev.strongroom.api.Request<R> request) {
    return catchThrowableOfType(ServiceError.class, () -> aws.execute(caller, request));
  }
}
