package dev.strongroom.internal.service.ssm;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One version of a parameter.
 *
 * @param keyId the key as it was sent; null unless it is a SecureString
 * @param text the value; null if it is a SecureString
 * @param sealed the encrypted value of a SecureString
 * @param user the ARN of the principal that put it
 */
record ParameterVersion(
    long number,
    String type,
    String tier,
    @Nullable String keyId,
    @Nullable SecretValue text,
    @Nullable Blob sealed,
    @Nullable String description,
    @Nullable String allowedPattern,
    String dataType,
    List<String> labels,
    List<ParameterPolicy> policies,
    Instant modified,
    String user) {

  static final String SECURE = "SecureString";
  static final String ADVANCED = "Advanced";
  static final String STANDARD = "Standard";

  boolean isSecure() {
    return type.equals(SECURE);
  }

  boolean isAdvanced() {
    return tier.equals(ADVANCED);
  }

  /** Returns the value as it was put, or as it was encrypted. */
  SecretValue value(StoredParameter parameter, boolean decrypted, ParameterKeys keys) {
    if (sealed == null) {
      return Objects.requireNonNull(text);
    }
    return decrypted
        ? keys.open(parameter.name(), isAdvanced(), sealed)
        : SecretValue.ofText(Base64.getEncoder().encodeToString(sealed.bytes()));
  }

  ParameterVersion withLabels(List<String> next) {
    return next.equals(labels)
        ? this
        : new ParameterVersion(
            number,
            type,
            tier,
            keyId,
            text,
            sealed,
            description,
            allowedPattern,
            dataType,
            List.copyOf(next),
            policies,
            modified,
            user);
  }

  ParameterVersion withPolicies(UnaryOperator<ParameterPolicy> change) {
    return new ParameterVersion(
        number,
        type,
        tier,
        keyId,
        text,
        sealed,
        description,
        allowedPattern,
        dataType,
        labels,
        policies.stream().map(change).toList(),
        modified,
        user);
  }
}
