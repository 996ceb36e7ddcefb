package dev.strongroom.sdk;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * One structure of the service, as the SDK describes its object and as the core's record says it.
 *
 * <p>Members match by name, whatever the case: the SDK's {@code ARN} is the core's {@code arn}. The
 * SDK at hand may lack some of the core's members, or have more.
 *
 * @param name what messages call the structure
 * @param components the names of the record's components, as they are compared
 * @param members what both sides have
 * @param unbound what only the SDK has
 */
record Shape<T>(
    String name,
    Class<T> type,
    MethodHandle constructor,
    List<String> components,
    List<Member> members,
    List<SdkField<?>> unbound) {

  /** A member on both sides; the position is that of the record's component. */
  record Member(SdkField<?> field, int position, MethodHandle accessor, Conversion conversion) {}

  /** Binds the members of an SDK object to a record's components. */
  static <T> Shape<T> of(String name, List<SdkField<?>> fields, Class<T> type) {
    var components = type.getRecordComponents();
    var names =
        Arrays.stream(components).map(RecordComponent::getName).map(Shape::comparable).toList();
    var members = new ArrayList<Member>();
    var unbound = new ArrayList<SdkField<?>>();
    for (var field : fields) {
      int position = names.indexOf(comparable(field.memberName()));
      if (position < 0) {
        unbound.add(field);
        continue;
      }
      var component = components[position];
      var conversion =
          Conversion.of(name + "." + field.memberName(), field, component.getGenericType());
      members.add(new Member(field, position, Handles.accessor(component), conversion));
    }
    return new Shape<>(name, type, Handles.constructor(type), names, members, unbound);
  }

  /**
   * The core's record of what the SDK's object says.
   *
   * @param token draws an idempotency token where the object has none, as the SDK does (IDEM-2)
   * @throws UnsupportedOperationException naming a member that is set but not emulated
   */
  T read(SdkPojo object, Supplier<String> token) {
    for (var field : unbound) {
      if (given(object, field) != null) {
        throw new UnsupportedOperationException(
            name + ": the member " + field.memberName() + " is not emulated yet: leave it unset");
      }
    }
    var values = new @Nullable Object[components.size()];
    for (var member : members) {
      var value = given(object, member.field());
      if (value != null) {
        values[member.position()] = member.conversion().toCore().apply(value);
      } else if (isToken(member.field())) {
        values[member.position()] = token.get();
      }
    }
    return type.cast(Handles.construct(constructor, values));
  }

  /** Sets on the SDK's builder what the record says; what is null stays unset (WIRE-9). */
  void write(Object record, SdkPojo builder) {
    for (var member : members) {
      var value = Handles.get(member.accessor(), record);
      if (value != null) {
        member.field().set(builder, member.conversion().toSdk().apply(value));
      }
    }
  }

  /**
   * What the caller gave, or null. A list or map that was never set arrives as a constructed one,
   * and the SDK's own way to read a token would make one up.
   */
  private static @Nullable Object given(SdkPojo object, SdkField<?> field) {
    var value =
        isToken(field)
            ? ((SdkRequest) object).getValueForField(field.memberName(), Object.class).orElse(null)
            : field.getValueOrDefault(object);
    return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap
        ? null
        : value;
  }

  /** The SDK fills in nothing but idempotency tokens. */
  private static boolean isToken(SdkField<?> field) {
    return field.containsTrait(DefaultValueTrait.class);
  }

  private static String comparable(String memberName) {
    return memberName.toLowerCase(Locale.ROOT);
  }
}
