package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;

import dev.strongroom.api.Filter;
import dev.strongroom.api.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which secrets a list of filters lets through: FLT-1 to FLT-12. */
final class Filters {

  private Filters() {}

  static void check(@Nullable List<Filter> filters) { // FLT-12
    for (var filter : filters == null ? List.<Filter>of() : filters) {
      if (filter.key() == null) {
        throw INVALID_PARAMETER.error("Invalid filter key");
      }
      if (filter.values() == null) {
        throw INVALID_PARAMETER.error("Invalid filter values for key: " + filter.key());
      }
    }
  }

  /** Filters are combined with AND (FLT-2). */
  static Predicate<Secret> of(@Nullable List<Filter> filters) {
    Predicate<Secret> all = secret -> true;
    for (var filter : filters == null ? List.<Filter>of() : filters) {
      all = all.and(of(filter));
    }
    return all;
  }

  /**
   * Returns texts with one of which the name of every matching secret begins, in their order and
   * none of them the beginning of another; null if the filters don't say so.
   */
  static @Nullable List<String> namePrefixes(@Nullable List<Filter> filters) {
    for (var filter : filters == null ? List.<Filter>of() : filters) {
      var values = Objects.requireNonNull(filter.values());
      if ("name".equals(filter.key()) && values.stream().noneMatch(text -> text.startsWith("!"))) {
        var prefixes = new ArrayList<String>();
        for (var value : new TreeSet<>(values)) {
          if (prefixes.isEmpty() || !value.startsWith(prefixes.get(prefixes.size() - 1))) {
            prefixes.add(value);
          }
        }
        return prefixes;
      }
    }
    return null;
  }

  /**
   * The values of one filter are combined with OR (FLT-3), each negated by itself (FLT-10, FLT-11).
   */
  private static Predicate<Secret> of(Filter filter) {
    Predicate<Secret> any = secret -> false;
    for (var value : Objects.requireNonNull(filter.values())) {
      boolean negated = value.startsWith("!");
      var wanted = negated ? value.substring(1) : value;
      var matches = of(Objects.requireNonNull(filter.key()), wanted);
      any = any.or(negated ? matches.negate() : matches);
    }
    return any;
  }

  private static Predicate<Secret> of(String key, String wanted) {
    return switch (key) {
      case "name" -> secret -> secret.name().startsWith(wanted); // FLT-4
      case "description" ->
          words(wanted, secret -> Stream.ofNullable(secret.description())); // FLT-5
      case "tag-key" -> prefix(wanted, secret -> tags(secret).map(Tag::key)); // FLT-9
      case "tag-value" -> prefix(wanted, secret -> tags(secret).map(Tag::value));
      case "all" -> words(wanted, Filters::everything); // FLT-6
      case "primary-region" -> // REP-13
          prefix(wanted, secret -> Stream.ofNullable(secret.primaryRegion()));
      case "owning-service" -> prefix(wanted, secret -> Stream.ofNullable(secret.owningService()));
      default -> secret -> false; // the model has no other
    };
  }

  private static Predicate<Secret> prefix(
      String wanted, Function<Secret, Stream<@Nullable String>> attributes) {
    return secret ->
        attributes.apply(secret).anyMatch(text -> text != null && text.startsWith(wanted));
  }

  private static Predicate<Secret> words(
      String wanted, Function<Secret, Stream<@Nullable String>> attributes) {
    var wantedWords = words(wanted);
    return secret ->
        !wantedWords.isEmpty()
            && attributes
                .apply(secret)
                .anyMatch(text -> text != null && hasAll(words(text), wantedWords));
  }

  private static boolean hasAll(List<String> words, List<String> prefixes) {
    return prefixes.stream()
        .allMatch(prefix -> words.stream().anyMatch(word -> word.startsWith(prefix)));
  }

  private static Stream<@Nullable String> everything(Secret secret) {
    return Stream.concat(
        Stream.of(secret.name(), secret.description()),
        tags(secret).flatMap(tag -> Stream.of(tag.key(), tag.value())));
  }

  private static Stream<Tag> tags(Secret secret) {
    return secret.tags() == null ? Stream.empty() : secret.tags().stream();
  }

  /** The words of a text, in lower case, as AWS's search splits them (FLT-7, FLT-8). */
  static List<String> words(String text) {
    var words = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean separator = i == text.length() || !Character.isLetterOrDigit(text.charAt(i));
      if (separator || (i > start && startsWord(text, i))) {
        if (i > start) {
          words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
        }
        start = separator ? i + 1 : i;
      }
    }
    return words;
  }

  private static boolean startsWord(String text, int i) {
    char before = text.charAt(i - 1);
    char here = text.charAt(i);
    boolean lowerFollows = i + 1 < text.length() && Character.isLowerCase(text.charAt(i + 1));
    return (Character.isUpperCase(here) && (lowerFollows || Character.isLowerCase(before)))
        || (Character.isLetter(before) && Character.isDigit(here));
  }
}
