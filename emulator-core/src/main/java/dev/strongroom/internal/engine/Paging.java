package dev.strongroom.internal.engine;

import dev.strongroom.internal.time.Ids;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a list operation's request and result say which page is meant; faults make pages shorter. */
public final class Paging<Q, R> {

  private final Class<Q> type;
  private final String max;
  private final String token;
  private final int pageSize;
  private final Predicate<Q> isPaged;

  private Paging(Class<Q> type, String max, String token, int pageSize, Predicate<Q> isPaged) {
    this.type = type;
    this.max = max;
    this.token = token;
    this.pageSize = pageSize;
    this.isPaged = isPaged;
  }

  /**
   * Returns the paging of requests with these components.
   *
   * @param max the component that limits a page
   * @param token the component, of request and result, that continues after a page
   * @param pageSize how many entries a page has unless the request says otherwise
   */
  public static <Q extends Record, R extends Record> Paging<Q, R> of(
      Class<Q> type, String max, String token, int pageSize) {
    return new Paging<>(type, max, token, pageSize, request -> true);
  }

  /** Returns the paging of those requests only that a condition holds for. */
  public Paging<Q, R> when(Predicate<Q> condition) {
    return new Paging<>(type, max, token, pageSize, condition);
  }

  boolean applies(Q request) {
    return isPaged.test(request);
  }

  /**
   * Returns the request that was meant, where a fault made the page before empty; null for any
   * other request.
   */
  @Nullable Q afterEmptyPage(Q request, Ids ids) {
    var rest = get(request, token) instanceof String sent ? emptyPages(ids).decode(sent) : null;
    return rest == null ? null : with(request, get(request, max), rest.isEmpty() ? null : rest);
  }

  /** Returns a request for at most so many entries. */
  Q shortened(Q request, int entries) {
    var asked = get(request, max);
    int meant = asked instanceof Integer number ? number : pageSize;
    return with(request, Math.min(entries, meant), get(request, token));
  }

  /** Returns a result without entries, after which the request starts where it was to start. */
  @SuppressWarnings("unchecked") // a copy is of the same type
  R emptied(Q request, R result, Ids ids) {
    var sent = get(request, token);
    var next = emptyPages(ids).encode(sent == null ? "" : sent.toString());
    var components = result.getClass().getRecordComponents();
    var values =
        Arrays.stream(components)
            .map(
                component ->
                    component.getName().equals(token)
                        ? next
                        : component.getType() == List.class ? List.of() : get(component, result))
            .toArray();
    return (R) copy(result.getClass(), components, values);
  }

  private PageToken emptyPages(Ids ids) {
    return PageToken.of(ids, "empty", type);
  }

  @SuppressWarnings("unchecked") // a copy is of the same type
  private Q with(Q request, @Nullable Object nextMax, @Nullable Object nextToken) {
    var components = type.getRecordComponents();
    var values =
        Arrays.stream(components)
            .map(
                component ->
                    component.getName().equals(max)
                        ? nextMax
                        : component.getName().equals(token) ? nextToken : get(component, request))
            .toArray();
    return (Q) copy(type, components, values);
  }

  private @Nullable Object get(Object record, String name) {
    return Arrays.stream(record.getClass().getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .findAny()
        .map(component -> get(component, record))
        .orElse(null);
  }

  private static @Nullable Object get(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(component + " can't be read", failure);
    }
  }

  private static Object copy(
      Class<?> type, RecordComponent[] components, @Nullable Object... values) {
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return Objects.requireNonNull(type.getConstructor(types).newInstance(values));
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(type + " can't be copied", failure);
    }
  }
}
