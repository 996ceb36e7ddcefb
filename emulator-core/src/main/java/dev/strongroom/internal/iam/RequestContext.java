package dev.strongroom.internal.iam;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
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

  private static final String ENCRYPTION_CONTEXT = "kms:EncryptionContext:";
  private static final String ENCRYPTION_CONTEXT_KEYS = "kms:EncryptionContextKeys";

  // Keys and values in turn. They are made for every request and rarely asked for: so a scan beats
  // a map, and a value becomes text when it is asked for.
  private final @Nullable Object[] entries;
  private final int size;
  private final Map<String, String> encryptionContext;

  private RequestContext(Builder builder) {
    entries = builder.entries; // to which the builder may add, but behind these
    size = builder.size;
    encryptionContext = builder.encryptionContext;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The key's values; empty when the request doesn't carry it. Keys are compared ignoring case. */
  public List<String> values(String key) {
    if (!encryptionContext.isEmpty() && startsWith(key, "kms:EncryptionContext")) {
      return ofEncryptionContext(key);
    }
    for (int i = size - 2; i >= 0; i -= 2) {
      if (key.equalsIgnoreCase((String) entries[i])) {
        return texts(entries[i + 1]);
      }
    }
    return List.of();
  }

  private static boolean startsWith(String key, String prefix) {
    return key.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  /** Of two keys that differ by case only, the last counts. */
  private List<String> ofEncryptionContext(String key) {
    var sorted = new TreeMap<>(encryptionContext); // the same text in every run
    if (key.equalsIgnoreCase(ENCRYPTION_CONTEXT_KEYS)) {
      return List.copyOf(sorted.keySet());
    }
    for (var entry : sorted.descendingMap().entrySet()) {
      if (key.equalsIgnoreCase(ENCRYPTION_CONTEXT.concat(entry.getKey()))) {
        return List.of(entry.getValue());
      }
    }
    return List.of();
  }

  @SuppressWarnings("unchecked") // the only lists are those of Builder.with
  private static List<String> texts(@Nullable Object value) {
    return value instanceof List<?> several
        ? (List<String>) several
        : List.of(String.valueOf(value));
  }

  /** The encryption context of a KMS request as sent: grants compare it with case (KMS-15). */
  Map<String, String> encryptionContext() {
    return encryptionContext;
  }

  /**
   * Returns about how many bytes this context keeps, apart from an encryption context, which it
   * shares with the request; most of its keys are constants.
   */
  long weight() {
    long weight = 64;
    for (int i = 1; i < size; i += 2) {
      weight += 16;
      if (entries[i] instanceof List<?> several) {
        for (var value : several) {
          weight += 40 + ((String) value).length();
        }
      } else {
        weight += 40 + (entries[i] instanceof String text ? text.length() : 0);
      }
    }
    return weight;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RequestContext that
        && Arrays.equals(entries, 0, size, that.entries, 0, that.size)
        && encryptionContext.equals(that.encryptionContext);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(Arrays.copyOf(entries, size)), encryptionContext);
  }

  @Override
  public String toString() {
    return IntStream.range(0, size / 2)
        .mapToObj(i -> entries[2 * i] + "=" + String.join(",", texts(entries[2 * i + 1])))
        .collect(joining("; ", "[", "]" + (encryptionContext.isEmpty() ? "" : encryptionContext)));
  }

  /** The making of a context; of a key given twice the last values count. */
  public static final class Builder {

    private @Nullable Object[] entries = new @Nullable Object[20];
    private int size;
    private Map<String, String> encryptionContext = Map.of();

    private Builder() {}

    /** Null means that the request doesn't carry the parameter: then there is no key (POL-15). */
    public Builder with(String key, @Nullable String value) {
      return value == null ? this : add(key, value);
    }

    public Builder with(String key, boolean value) {
      return add(key, value);
    }

    public Builder with(String key, long value) {
      return add(key, value);
    }

    public Builder with(String key, Instant value) {
      return add(key, value);
    }

    public Builder with(String key, Collection<String> values) {
      return add(key, List.copyOf(values));
    }

    private Builder add(String key, Object value) {
      if (size == entries.length) {
        entries = Arrays.copyOf(entries, 2 * size);
      }
      entries[size++] = key;
      entries[size++] = value;
      return this;
    }

    /** Sets {@code kms:EncryptionContext:<key>} and {@code kms:EncryptionContextKeys}. */
    public Builder encryptionContext(Map<String, String> context) {
      encryptionContext = Map.copyOf(context);
      return this;
    }

    public RequestContext build() {
      return new RequestContext(this);
    }
  }
}
