package dev.strongroom.sdk;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * How the two sides hold the value of one member; values are never null.
 *
 * @param shape the structure of which the value is one or a list; null for a plain value
 */
record Conversion(
    UnaryOperator<Object> toCore, UnaryOperator<Object> toSdk, @Nullable Shape<?> shape) {

  private static final Conversion SAME =
      new Conversion(UnaryOperator.identity(), UnaryOperator.identity(), null);

  private static final Conversion TEXT =
      new Conversion(
          text -> SecretValue.ofText((String) text), value -> ((SecretValue) value).text(), null);

  private static final Conversion BLOB =
      new Conversion(
          bytes -> SecretValue.ofBinary(((SdkBytes) bytes).asByteArrayUnsafe()),
          value -> SdkBytes.fromByteArrayUnsafe(((SecretValue) value).bytes()),
          null);

  private static final Conversion OPAQUE =
      new Conversion(
          bytes -> Blob.of(((SdkBytes) bytes).asByteArrayUnsafe()),
          blob -> SdkBytes.fromByteArrayUnsafe(((Blob) blob).bytes()),
          null);

  /**
   * The conversion between a field of the SDK and a type of the core.
   *
   * @param path what messages call the member
   * @throws IllegalStateException if there is none, naming the member
   */
  static Conversion of(String path, SdkField<?> field, Type type) {
    var sdk = field.marshallingType();
    if (type == SecretValue.class && sdk == MarshallingType.STRING) {
      return TEXT;
    }
    if (type == SecretValue.class && sdk == MarshallingType.SDK_BYTES) {
      return BLOB;
    }
    if (type == Blob.class && sdk == MarshallingType.SDK_BYTES) {
      return OPAQUE;
    }
    if (sdk == MarshallingType.SDK_POJO && type instanceof Class<?> record && record.isRecord()) {
      return structure(path, field.constructor(), record);
    }
    if (sdk == MarshallingType.LIST && rawType(type) == List.class) {
      var element = field.getTrait(ListTrait.class).memberFieldInfo();
      return list(path, of(path, element, lastArgument(type)));
    }
    if (sdk == MarshallingType.MAP && rawType(type) == Map.class) {
      var value = field.getTrait(MapTrait.class).valueFieldInfo();
      return map(path, of(path, value, lastArgument(type)));
    }
    if (sdk.getTargetClass() == boxed(type)) {
      return SAME;
    }
    throw new IllegalStateException(
        path + " is a " + sdk.getTargetClass() + " in the SDK and a " + type + " in the core");
  }

  private static Conversion structure(String path, Supplier<SdkPojo> builder, Class<?> record) {
    var shape = Shape.of(path, builder.get().sdkFields(), record);
    return new Conversion(
        pojo -> shape.read((SdkPojo) pojo, Conversion::noToken),
        value -> {
          var pojo = builder.get();
          shape.write(value, pojo);
          return ((Buildable) pojo).build();
        },
        shape);
  }

  private static Conversion list(String path, Conversion element) {
    return new Conversion(
        list -> each(path, (List<?>) list, element.toCore()),
        list -> each(path, (List<?>) list, element.toSdk()),
        element.shape());
  }

  /** Neither side changes a map that it was given; no map holds values that differ between them. */
  private static Conversion map(String path, Conversion value) {
    if (value.shape() != null) {
      throw new IllegalStateException(path + " is a map of structures, which nothing converts yet");
    }
    return new Conversion(map -> complete(path, (Map<?, ?>) map), UnaryOperator.identity(), null);
  }

  private static Map<?, ?> complete(String path, Map<?, ?> map) {
    map.forEach(
        (key, entry) -> {
          if (key == null || entry == null) {
            throw new IllegalArgumentException(
                path + " has a key or value that is null; what AWS answers to that is not known");
          }
        });
    return map;
  }

  private static List<Object> each(String path, List<?> list, UnaryOperator<Object> conversion) {
    var converted = new ArrayList<>(list.size());
    for (var element : list) {
      if (element == null) {
        throw new IllegalArgumentException(
            path + " has an element that is null; what AWS answers to that is not known");
      }
      converted.add(conversion.apply(element));
    }
    return converted;
  }

  private static String noToken() {
    throw new IllegalStateException("Only a request has an idempotency token");
  }

  private static Type boxed(Type type) {
    return type instanceof Class<?> primitive
        ? MethodType.methodType(primitive).wrap().returnType()
        : type;
  }

  private static Type rawType(Type type) {
    return type instanceof ParameterizedType generic ? generic.getRawType() : type;
  }

  private static Type lastArgument(Type type) {
    var arguments = ((ParameterizedType) type).getActualTypeArguments();
    return arguments[arguments.length - 1];
  }
}
