package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.Response;
import dev.strongroom.iam.Access;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/**
 * One operation, bound by name: the SDK's request to the core's record, and the record's result to
 * the SDK's response.
 */
final class Operation<Q extends Request<R>, R extends Record> {

  private static final Class<?> API = Request.class;
  private static final String METADATA_REQUEST_ID = "AWS_REQUEST_ID";
  private static final String HEADER_REQUEST_ID = "x-amzn-RequestId";

  private static final ClassValue<Operation<?, ?>> BY_REQUEST =
      new ClassValue<>() {
        @Override
        protected Operation<?, ?> computeValue(Class<?> request) {
          return bind(request);
        }
      };

  /** Both sides of an operation that the core has; the builder makes the SDK's response. */
  record Binding<Q, R>(Shape<Q> request, Shape<R> response, Supplier<SdkPojo> builder) {}

  private final String name;
  private final @Nullable Binding<Q, R> binding;

  private Operation(String name, @Nullable Binding<Q, R> binding) {
    this.name = name;
    this.binding = binding;
  }

  /** The operation whose request has this class of the SDK. */
  static Operation<?, ?> taking(Class<?> request) {
    return BY_REQUEST.get(request);
  }

  String name() {
    return name;
  }

  /** Null for an operation that is not emulated. */
  @Nullable Binding<Q, R> binding() {
    return binding;
  }

  AwsResponse execute(SecretsEmulator emulator, Caller caller, AwsRequest request) {
    var bound = bound();
    return answer(bound, emulator.execute(caller, record(bound, emulator, request)));
  }

  Access explain(SecretsEmulator emulator, Caller caller, AwsRequest request) {
    return emulator.explain(caller, record(bound(), emulator, request));
  }

  private Binding<Q, R> bound() {
    if (binding == null) {
      throw new UnsupportedOperationException(
          name + " is not emulated yet: leave the call out of the test, or stub it");
    }
    return binding;
  }

  private Q record(Binding<Q, R> bound, SecretsEmulator emulator, AwsRequest request) {
    return bound.request().read(request, emulator::newClientRequestToken);
  }

  private static <R> AwsResponse answer(Binding<?, R> binding, Response<R> response) {
    var pojo = binding.builder().get();
    binding.response().write(response.result(), pojo);
    var builder = (AwsResponse.Builder) pojo;
    builder.sdkHttpResponse(http(200, response.requestId()));
    return builder
        .responseMetadata(
            DefaultAwsResponseMetadata.create(Map.of(METADATA_REQUEST_ID, response.requestId())))
        .build();
  }

  /** What an answer would have around its body. */
  static SdkHttpResponse http(int status, String requestId) {
    return SdkHttpResponse.builder()
        .statusCode(status)
        .putHeader(HEADER_REQUEST_ID, requestId)
        .build();
  }

  private static Operation<?, ?> bind(Class<?> request) {
    var name = request.getSimpleName().replaceFirst("Request$", "");
    var record = Handles.find(corePackage(request) + "." + name, API.getClassLoader());
    if (record == null) {
      return new Operation<>(name, null);
    }
    var result = Handles.find(record.getName() + "$Result", API.getClassLoader());
    var response =
        Handles.find(
            request.getName().replaceFirst("Request$", "Response"), request.getClassLoader());
    if (result == null || response == null) {
      throw new IllegalStateException(name + " has a request, but no result");
    }
    return bind(name, request, record, response, result);
  }

  /** Where the core has the records of the request's service. */
  private static String corePackage(Class<?> request) {
    var secretsManager = SecretsManagerException.class.getPackageName();
    var packages = request.getPackageName().split("\\.");
    var service = packages[packages.length - 2]; // as in software.amazon...services.kms.model
    return request.getPackageName().equals(secretsManager)
        ? API.getPackageName()
        : API.getPackageName() + "." + service;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // a request record and its own Result
  private static Operation<?, ?> bind(
      String name, Class<?> request, Class<?> record, Class<?> response, Class<?> result) {
    var requests = Handles.builder(request, SdkPojo.class);
    var responses = Handles.builder(response, SdkPojo.class);
    return new Operation(
        name,
        new Binding<>(
            Shape.of(name, requests.get().sdkFields(), record),
            Shape.of(name, responses.get().sdkFields(), result),
            responses));
  }
}
