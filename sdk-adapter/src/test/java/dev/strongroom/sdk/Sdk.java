package dev.strongroom.sdk;

import dev.strongroom.api.Request;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** The SDK that the tests run on, which may be older than the one they were compiled against. */
final class Sdk {

  private static final String MODELS = SecretsManagerException.class.getPackageName() + ".";
  private static final String MODELS_OF_KMS = KmsException.class.getPackageName() + ".";

  private static final String MODELS_OF_SSM = MODELS.replace("secretsmanager", "ssm");

  static final AwsCredentialsProvider CREDENTIALS = credentials("key");

  private Sdk() {}

  static AwsCredentialsProvider credentials(String accessKeyId) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "secret"));
  }

  /** The constant is the compiler's copy, the field that of the SDK at hand. */
  static boolean isOlderThanCompiledAgainst() {
    try {
      return !VersionInfo.SDK_VERSION.equals(VersionInfo.class.getField("SDK_VERSION").get(null));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("VersionInfo", impossible);
    }
  }

  /** Whether an interceptor learns where a client has its credentials from. */
  static boolean tellsProviders() {
    return Handles.find(
            "software.amazon.awssdk.identity.spi.IdentityProviders", Sdk.class.getClassLoader())
        != null;
  }

  /** What the SDK at hand adds to the text of an exception. */
  static String attempts(int count) {
    return hasMethod(AwsServiceException.Builder.class, "numAttempts")
        ? " (SDK Attempt Count: " + count + ")"
        : "";
  }

  /** One of the service's model classes, by its simple name. */
  static Optional<Class<?>> model(String simpleName) {
    return named(MODELS + simpleName);
  }

  /** The model class of this name, of the service that a record of the core belongs to. */
  static Optional<Class<?>> model(Class<?> record, String simpleName) {
    var owner = record.getPackageName();
    var models =
        owner.endsWith(".kms")
            ? MODELS_OF_KMS
            : owner.endsWith(".ssm.api") ? MODELS_OF_SSM : MODELS;
    return named(models + simpleName);
  }

  private static Optional<Class<?>> named(String name) {
    try {
      return Optional.of(Class.forName(name));
    } catch (ClassNotFoundException younger) {
      return Optional.empty();
    }
  }

  /** Whether the SDK at hand can say what a record of the core says. */
  static boolean knows(Request<?> request) {
    var model = model(request.getClass(), request.operation() + "Request");
    return model.isPresent()
        && Arrays.stream(request.getClass().getRecordComponents())
            .filter(component -> isSet(request, component))
            .allMatch(component -> hasMethod(model.get(), component.getName()));
  }

  private static boolean isSet(Request<?> request, RecordComponent component) {
    try {
      return component.getAccessor().invoke(request) != null;
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("No public accessor of " + component, impossible);
    }
  }

  static boolean hasMethod(Class<?> type, String name) {
    return Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals(name));
  }

  static boolean hasBatchGetSecretValue() {
    return model("BatchGetSecretValueRequest").isPresent();
  }

  /** A builder with credentials and a Region, as an application sets them. */
  static <B extends AwsClientBuilder<B, ?>> B configured(B builder) {
    return builder.region(Region.US_EAST_1).credentialsProvider(CREDENTIALS);
  }
}
