package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.contract.Door;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkClient;

/**
 * A way in through a client of the SDK, by the methods that an application calls: it shares nothing
 * with the binder that it tests. What an older SDK can't say goes to the core, so that every suite
 * runs on it.
 */
record DirectDoor(SecretsEmulator emulator, SdkClient client) implements Door {

  /** The SDK's names of structures that the core calls by a shorter one. */
  private static final Map<String, String> MODELS =
      Map.of(
          "ExternalSecretRotationMetadata", "ExternalSecretRotationMetadataItem",
          "XksProxyAuthenticationCredential", "XksProxyAuthenticationCredentialType",
          "ReplicaRegion", "ReplicaRegionType",
          "RotationRules", "RotationRulesType");

  @Override
  public <Q extends Request<R>, R extends Record> R call(Q request) {
    if (Sdk.isOlderThanCompiledAgainst()
        && (!Sdk.knows(request) || isOfAnExternalSecret(request))) {
      return emulator.execute(emulator.administrator(), request).result();
    }
    try {
      var answer = send(request.operation(), toSdk(request, request.operation() + "Request"));
      return result(request, answer);
    } catch (AwsServiceException refusal) {
      throw toServiceError(refusal);
    }
  }

  /** What DescribeSecret tells of one, older versions of the SDK have no members for. */
  private boolean isOfAnExternalSecret(Request<?> request) {
    if (!(request instanceof DescribeSecret describe)) {
      return false;
    }
    try { // elsewhere, so that nobody sees that it was asked
      return emulator.fork().execute(emulator.administrator(), describe).result().type() != null;
    } catch (ServiceError refusal) {
      return false;
    }
  }

  private Object send(String operation, Object request) {
    var name = operation.substring(0, 1).toLowerCase(Locale.ROOT) + operation.substring(1);
    var type = // the SDK's own implementation is not public
        Stream.of(client.getClass().getInterfaces())
            .filter(SdkClient.class::isAssignableFrom)
            .findFirst()
            .orElseThrow();
    var answer = invoke(method(type, name, request), client, request);
    if (!(answer instanceof CompletableFuture<?> future)) {
      return answer;
    }
    try {
      return future.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  /** An SDK object of the model's name with everything set that the record says. */
  private static Object toSdk(Object record, String model) {
    try {
      var type = Sdk.model(record.getClass(), model).orElseThrow();
      var builder = type.getMethod("builder").invoke(null);
      var builderType = type.getMethod("builder").getReturnType();
      for (var component : record.getClass().getRecordComponents()) {
        var value = read(component, record);
        if (value != null) {
          var sdkValue = toSdk(value);
          var ofEnums = component.getName() + "WithStrings";
          var setter = Sdk.hasMethod(builderType, ofEnums) ? ofEnums : component.getName();
          invoke(method(builderType, setter, sdkValue), builder, sdkValue);
        }
      }
      return invoke(builderType.getMethod("build"), builder);
    } catch (ReflectiveOperationException missing) {
      throw new LinkageError("The SDK has no " + model + " like " + record.getClass(), missing);
    }
  }

  private static Object toSdk(Object value) {
    if (value instanceof SecretValue secret) {
      return secret.isText() ? secret.text() : SdkBytes.fromByteArray(secret.bytes());
    }
    if (value instanceof Blob blob) {
      return SdkBytes.fromByteArray(blob.bytes());
    }
    if (value instanceof List<?> list) {
      return list.stream().map(DirectDoor::toSdk).toList();
    }
    if (value instanceof Record structure) {
      var name = structure.getClass().getSimpleName();
      return toSdk(structure, MODELS.getOrDefault(name, name));
    }
    return value;
  }

  @SuppressWarnings("unchecked") // a request's own Result
  private static <Q extends Request<R>, R extends Record> R result(Q request, Object answer) {
    var result =
        Arrays.stream(request.getClass().getDeclaredClasses())
            .filter(nested -> nested.getSimpleName().equals("Result"))
            .findAny()
            .orElseThrow();
    return (R) toCore(answer, result);
  }

  private static Object toCore(Object value, Type type) {
    if (value instanceof List<?> list) {
      var element = ((ParameterizedType) type).getActualTypeArguments()[0];
      return list.stream().map(each -> toCore(each, element)).toList();
    }
    if (type == SecretValue.class) {
      return value instanceof SdkBytes bytes
          ? SecretValue.ofBinary(bytes.asByteArray())
          : SecretValue.ofText((String) value);
    }
    if (value instanceof SdkBytes bytes) {
      return Blob.of(bytes.asByteArray());
    }
    if (!(type instanceof Class<?> record && record.isRecord())) {
      return value;
    }
    var components = record.getRecordComponents();
    try {
      return record
          .getConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(
              Arrays.stream(components).map(component -> member(value, component)).toArray());
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("No " + record + " can be made of the SDK's answer", impossible);
    }
  }

  /** The SDK tells an absent list from an empty one by a method of its own. */
  private static Object member(Object answer, RecordComponent component) {
    var name = component.getName();
    var type = answer.getClass();
    if (Sdk.isOlderThanCompiledAgainst() && !Sdk.hasMethod(type, name)) {
      return null;
    }
    try {
      if (Collection.class.isAssignableFrom(component.getType())
          || Map.class.isAssignableFrom(component.getType())) {
        var has = "has" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        if (!(boolean) type.getMethod(has).invoke(answer)) {
          return null;
        }
      }
      var asText = component.getType() == List.class ? name + "AsStrings" : name + "AsString";
      var value = type.getMethod(Sdk.hasMethod(type, asText) ? asText : name).invoke(answer);
      return value == null ? null : toCore(value, component.getGenericType());
    } catch (ReflectiveOperationException missing) {
      throw new LinkageError("The SDK's answer lacks " + component, missing);
    }
  }

  private static ServiceError toServiceError(AwsServiceException refusal) {
    var details = refusal.awsErrorDetails();
    var code =
        Arrays.stream(ErrorCode.values())
            .filter(each -> each.wireName().equals(details.errorCode()))
            .findAny()
            .orElseThrow();
    var text = details.errorMessage() == null ? "" : details.errorMessage(); // KR-1
    return code.error(text).answering(refusal.requestId());
  }

  private static Method method(Class<?> type, String name, Object argument) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> method.getParameterTypes()[0].isInstance(argument))
        .findAny()
        .orElseThrow(
            () -> new AssertionError(type + " takes no " + name + " of " + argument.getClass()));
  }

  private static Object read(RecordComponent component, Object record) {
    return invoke(component.getAccessor(), record);
  }

  private static Object invoke(Method method, Object target, Object... arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(thrown.getCause());
    } catch (IllegalAccessException impossible) {
      throw new LinkageError("a public method is not accessible", impossible);
    }
  }
}
