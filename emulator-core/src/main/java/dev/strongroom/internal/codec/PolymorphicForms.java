package dev.strongroom.internal.codec;

import dev.strongroom.internal.codec.RecordCodec.Form;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** How values are written whose class is only known with the value: its name, and the value. */
final class PolymorphicForms {

  private static final String OURS = "dev.strongroom.";

  private PolymorphicForms() {}

  /** The constants of an enum, by name. */
  static Form constants(Class<?> type) {
    var byName = new HashMap<String, Object>();
    for (var constant : Objects.requireNonNull(type.getEnumConstants())) {
      byName.put(((Enum<?>) constant).name(), constant);
    }
    return new Form() {
      @Override
      public void write(Object value, Bytes out) {
        out.putText(((Enum<?>) value).name());
      }

      @Override
      public Object read(Bytes in) {
        return known(byName, in.getText());
      }
    };
  }

  /** The records that a sealed interface permits, by the simple names of their classes. */
  static Form permitted(Class<?> type, RecordCodec codec) {
    var byName = new HashMap<String, Class<?>>();
    for (var permitted : Objects.requireNonNull(type.getPermittedSubclasses())) {
      byName.put(permitted.getSimpleName(), permitted);
    }
    return new Form() {
      @Override
      public void write(Object value, Bytes out) {
        out.putText(value.getClass().getSimpleName());
        codec.form(value.getClass()).write(value, out);
      }

      @Override
      public Object read(Bytes in) {
        return codec.form(known(byName, in.getText())).read(in);
      }
    };
  }

  /** Any record of ours, by the name of its class. */
  static Form anyRecord(RecordCodec codec) {
    return new Form() {
      @Override
      public void write(Object value, Bytes out) {
        out.putText(value.getClass().getName().substring(OURS.length()));
        codec.form(value.getClass()).write(value, out);
      }

      @Override
      public Object read(Bytes in) {
        var name = OURS + in.getText();
        try {
          var type = Class.forName(name, false, RecordCodec.class.getClassLoader());
          if (type.isRecord()) {
            return codec.form(type).read(in);
          }
        } catch (ClassNotFoundException unknown) {
          // refused below
        }
        throw new UnreadableEntryException("it has a " + name + ", which is unknown here");
      }
    };
  }

  private static <V> V known(Map<String, V> byName, String name) {
    var value = byName.get(name);
    if (value == null) {
      throw new UnreadableEntryException("it has a '" + name + "', which is unknown here");
    }
    return value;
  }
}
