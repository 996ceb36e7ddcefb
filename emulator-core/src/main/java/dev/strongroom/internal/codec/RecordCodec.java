package dev.strongroom.internal.codec;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as bytes and reads them again: component by component, in the order and by the
 * types of their declarations.
 *
 * <p>A component that is appended to a record is read as null, false or zero from bytes that were
 * written before. Any other change of a record needs another version of the entries it is in.
 */
public final class RecordCodec {

  /** How values of one type are written and read; null is dealt with around it. */
  interface Form {
    void write(Object value, Bytes out);

    Object read(Bytes in);
  }

  private final Map<Type, Form> forms = new ConcurrentHashMap<>();
  private final Map<Class<?>, Representation<?, ?>> representations = new HashMap<>();

  public RecordCodec(List<Representation<?, ?>> representations) {
    representations.forEach(each -> this.representations.put(each.type(), each));
  }

  /** Returns a record as bytes, which begin with a version. */
  public byte[] write(int version, Record value) {
    var out = new Bytes();
    out.putLong(version);
    form(value.getClass()).write(value, out);
    return out.toArray();
  }

  /**
   * Returns the record that was written.
   *
   * @param version the latest version that can be read
   * @throws UnreadableEntryException if the bytes are no such record, or one of a later version
   */
  public <R extends Record> R read(int version, Class<R> type, byte[] bytes) {
    var in = new Bytes(bytes);
    long written = in.getLong();
    if (written < 1 || written > version) {
      throw new UnreadableEntryException(
          "it has format %d, and this Strongroom reads formats up to %d"
              .formatted(written, version));
    }
    try {
      var value = type.cast(form(type).read(in));
      if (!in.isAtEnd()) {
        throw new UnreadableEntryException("it goes on after its end");
      }
      return value;
    } catch (IllegalArgumentException | NullPointerException | ClassCastException unsound) {
      throw new UnreadableEntryException("its content is unsound", unsound);
    }
  }

  /**
   * Returns a number that is another one when records of a type, or anything in them, have other
   * components: what was written in the present shape can be read for sure.
   */
  public int shape(Class<? extends Record> type) {
    return new Shape(representations).describing(type).hashCode();
  }

  void writeNullable(@Nullable Object value, Form form, Bytes out) {
    out.put(value == null ? 0 : 1);
    if (value != null) {
      form.write(value, out);
    }
  }

  @Nullable Object readNullable(Form form, Bytes in) {
    return switch (in.get()) {
      case 0 -> null;
      case 1 -> form.read(in);
      default -> throw new UnreadableEntryException("a mark in it is neither 0 nor 1");
    };
  }

  /** Returns how values of a type are written. */
  Form form(Type type) {
    var known = forms.get(type);
    if (known == null) {
      known = newForm(type);
      forms.putIfAbsent(type, known);
    }
    return known;
  }

  private Form newForm(Type type) {
    if (type instanceof ParameterizedType generic) {
      return CollectionForms.of((Class<?>) generic.getRawType(), arguments(generic), this);
    }
    var simple = (Class<?>) type;
    var representation = representations.get(simple);
    if (representation != null) {
      return represented(representation);
    }
    var plain = PLAIN.get(simple);
    if (plain != null) {
      return plain;
    }
    if (simple.isEnum()) {
      return PolymorphicForms.constants(simple);
    }
    if (simple == Record.class) {
      return PolymorphicForms.anyRecord(this);
    }
    if (simple.isSealed()) {
      return PolymorphicForms.permitted(simple, this);
    }
    if (simple.isRecord()) {
      return new RecordForm(simple, this);
    }
    throw new IllegalStateException(simple + " has no form: give a representation of it");
  }

  private List<Form> arguments(ParameterizedType generic) {
    return List.of(generic.getActualTypeArguments()).stream().map(this::form).toList();
  }

  private <T, R extends Record> Form represented(Representation<T, R> representation) {
    var form = form(representation.as());
    return form(
        (value, out) ->
            form.write(representation.represent().apply(representation.type().cast(value)), out),
        in -> representation.restore().apply(representation.as().cast(form.read(in))));
  }

  private interface Write {
    void write(Object value, Bytes out);
  }

  private interface Read {
    Object read(Bytes in);
  }

  private static Form form(Write write, Read read) {
    return new Form() {
      @Override
      public void write(Object value, Bytes out) {
        write.write(value, out);
      }

      @Override
      public Object read(Bytes in) {
        return read.read(in);
      }
    };
  }

  private static final Form LONG =
      form((value, out) -> out.putLong(((Number) value).longValue()), Bytes::getLong);
  private static final Form INT =
      form(
          (value, out) -> out.putLong(((Number) value).longValue()),
          in -> Math.toIntExact(in.getLong()));
  private static final Form BOOLEAN =
      form((value, out) -> out.put((boolean) value ? 1 : 0), in -> in.get() != 0);
  private static final Form DOUBLE =
      form(
          (value, out) -> out.putLong(Double.doubleToLongBits((double) value)),
          in -> Double.longBitsToDouble(in.getLong()));

  private static final Map<Class<?>, Form> PLAIN =
      Map.ofEntries(
          Map.entry(long.class, LONG),
          Map.entry(Long.class, LONG),
          Map.entry(int.class, INT),
          Map.entry(Integer.class, INT),
          Map.entry(boolean.class, BOOLEAN),
          Map.entry(Boolean.class, BOOLEAN),
          Map.entry(double.class, DOUBLE),
          Map.entry(Double.class, DOUBLE),
          Map.entry(
              String.class, form((value, out) -> out.putText((String) value), Bytes::getText)),
          Map.entry(
              byte[].class, form((value, out) -> out.putArray((byte[]) value), Bytes::getArray)),
          Map.entry(
              Blob.class,
              form(
                  (value, out) -> out.putArray(((Blob) value).bytes()),
                  in -> Blob.of(in.getArray()))),
          Map.entry(
              SecretValue.class,
              form(
                  (value, out) -> {
                    out.put(((SecretValue) value).isText() ? 1 : 0);
                    out.putArray(((SecretValue) value).bytes());
                  },
                  in ->
                      in.get() != 0
                          ? SecretValue.ofText(in.getText())
                          : SecretValue.ofBinary(in.getArray()))),
          Map.entry(
              Instant.class,
              form((value, out) -> putInstant((Instant) value, out), RecordCodec::getInstant)),
          Map.entry(
              Duration.class,
              form((value, out) -> putDuration((Duration) value, out), RecordCodec::getDuration)));

  private static void putInstant(Instant instant, Bytes out) {
    out.putLong(instant.getEpochSecond());
    out.putLong(instant.getNano());
  }

  private static Instant getInstant(Bytes in) {
    return Instant.ofEpochSecond(in.getLong(), in.getLong());
  }

  private static void putDuration(Duration duration, Bytes out) {
    out.putLong(duration.toSeconds());
    out.putLong(duration.toNanosPart());
  }

  private static Duration getDuration(Bytes in) {
    return Duration.ofSeconds(in.getLong(), in.getLong());
  }
}
