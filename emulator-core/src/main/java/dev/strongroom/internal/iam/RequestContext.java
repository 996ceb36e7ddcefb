package dev.strongroom.internal.iam;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The condition keys that a request carries, each with its values (POL-14). */
public final class RequestContext {

  public static final RequestContext EMPTY = builder().build();

  // Some twenty keys, made for every request and rarely asked: a scan beats a map.
  private final String[] keys;
  private final List<List<String>> values;
  private final Map<String, String> encryptionContext;

  private RequestContext(Builder builder) {
    keys = builder.keys.toArray(String[]::new);
    values = List.copyOf(builder.values);
    encryptionContext = builder.encryptionContext;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The key's values; empty when the request doesn't carry it. Keys are compared ignoring case. */
  public List<String> values(String key) {
    for (int i = keys.length - 1; i >= 0; i--) {
      if (keys[i].equalsIgnoreCase(key)) {
        return values.get(i);
      }
    }
    return List.of();
  }

  /** The encryption context of a KMS request as sent: grants compare it with case (KMS-15). */
  Map<String, String> encryptionContext() {
    return encryptionContext;
  }

  /** Returns about how many bytes this context keeps; most of its keys are constants. */
  long weight() {
    long weight = 64;
    for (var valuesOfOne : values) {
      weight += 16;
      for (var value : valuesOfOne) {
        weight += 40 + value.length();
      }
    }
    return weight * (encryptionContext.isEmpty() ? 1 : 2);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RequestContext that
        && Arrays.equals(keys, that.keys)
        && values.equals(that.values)
        && encryptionContext.equals(that.encryptionContext);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(keys), values, encryptionContext);
  }

  @Override
  public String toString() {
    return IntStream.range(0, keys.length)
        .mapToObj(i -> keys[i] + "=" + String.join(",", values.get(i)))
        .collect(joining("; ", "[", "]"));
  }

  /** The making of a context; of a key given twice the last values count. */
  public static final class Builder {

    private final List<String> keys = new ArrayList<>();
    private final List<List<String>> values = new ArrayList<>();
    private Map<String, String> encryptionContext = Map.of();

    private Builder() {}

    /** Null means that the request doesn't carry the parameter: then there is no key (POL-15). */
    public Builder with(String key, @Nullable String value) {
      return value == null ? this : with(key, List.of(value));
    }

    public Builder with(String key, boolean value) {
      return with(key, List.of(Boolean.toString(value)));
    }

    public Builder with(String key, Collection<String> values) {
      keys.add(key);
      this.values.add(List.copyOf(values));
      return this;
    }

    /** Sets {@code kms:EncryptionContext:<key>} and {@code kms:EncryptionContextKeys} as well. */
    public Builder encryptionContext(Map<String, String> context) {
      encryptionContext = Map.copyOf(context);
      var sorted = new TreeMap<>(context); // the same text in every run
      sorted.forEach((key, value) -> with("kms:EncryptionContext:" + key, value));
      return with("kms:EncryptionContextKeys", sorted.keySet());
    }

    public RequestContext build() {
      return new RequestContext(this);
    }
  }
}
