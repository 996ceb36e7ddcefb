package dev.strongroom.internal.service.ssm;

import static dev.strongroom.api.ErrorCode.INVALID_FILTER_KEY;
import static dev.strongroom.api.ErrorCode.INVALID_FILTER_OPTION;
import static dev.strongroom.api.ErrorCode.INVALID_FILTER_VALUE;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.internal.service.ssm.api.DescribeParameters.ParametersFilter;
import dev.strongroom.internal.service.ssm.api.ParameterStringFilter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The conditions of DescribeParameters and GetParametersByPath (SSM-20). */
final class ParameterFilters {

  private static final Pattern PATH = Pattern.compile("/[a-zA-Z0-9_.\\-/]*");
  private static final String TAG = "tag:";

  private ParameterFilters() {}

  /** Returns a parameter's name as part of the hierarchy: all names are below the root. */
  static String pathOf(String name) {
    return name.startsWith("/") ? name : "/" + name;
  }

  static String withoutSlash(String path) {
    return path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
  }

  static void requirePath(String path) { // SSM-19
    if (!PATH.matcher(path).matches() || path.contains("//")) {
      throw VALIDATION.error(
          "The parameter doesn't meet the parameter name requirements. The parameter name must"
              + " begin with a forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\""
              + " (case-insensitive). It must use only letters, numbers, or the following symbols:"
              + " . (period), - (hyphen), _ (underscore). Special characters are not allowed. All"
              + " sub-paths, if specified, must use the forward slash symbol \"/\". Valid example:"
              + " /get/parameters2-/by1./path0_.");
    }
  }

  /** Returns whether a parameter lies below a path. */
  static boolean isBelow(String name, String path, boolean recursive) {
    var prefix = path.endsWith("/") ? path : path + "/";
    var whole = pathOf(name);
    return whole.startsWith(prefix) && (recursive || whole.indexOf('/', prefix.length()) < 0);
  }

  /** Refuses filters that can't be; {@code byPath} has fewer keys. */
  static void check(@Nullable List<ParameterStringFilter> filters, boolean byPath) {
    var keys = new HashSet<String>();
    for (var filter : list(filters)) {
      check(filter, byPath);
      if (!keys.add(filter.key())) {
        throw INVALID_FILTER_KEY.error(
            "The following filter is duplicated in the request: %s. A request can contain only one occurrence of a specific filter."
                .formatted(filter.key()));
      }
    }
  }

  private static void check(ParameterStringFilter filter, boolean byPath) {
    var key = filter.key();
    boolean isKnown =
        byPath
            ? Set.of("Type", "KeyId", "Label").contains(key)
            : !key.equals("Label"); // the model has the rest
    if (!isKnown) {
      throw INVALID_FILTER_KEY.error(
          "The following filter key is not valid: %s. Valid filter keys include: [%s]."
              .formatted(key, byPath ? "Type, KeyId" : "Path, Name, Type, KeyId, Tier"));
    }
    var values = list(filter.values());
    if (values.isEmpty() && !key.startsWith(TAG)) {
      throw INVALID_FILTER_VALUE.error(
          "The following filter values are missing : null for filter key " + key + ".");
    }
    checkOption(key, filter.option());
    if (key.equals("Path")) {
      for (var path : values) {
        var start = path.toLowerCase(Locale.ROOT);
        if (start.startsWith("/aws") || start.startsWith("/ssm")) {
          throw VALIDATION.error(
              "Filters for common parameters can't be prefixed with \"aws\" or \"ssm\""
                  + " (case-insensitive). When using global parameters, please specify within a"
                  + " global namespace.");
        }
        requirePath(path);
      }
    }
    if (key.equals("Type")) {
      requireOneOf(values, "String", "StringList", "SecureString");
    }
    if (key.equals("Tier")) {
      requireOneOf(values, "Standard", "Advanced", "Intelligent-Tiering");
    }
  }

  private static void checkOption(String key, @Nullable String option) {
    var valid =
        switch (key) {
          case "Path" -> List.of("Recursive", "OneLevel");
          case "Name" -> List.of("BeginsWith", "Equals", "Contains");
          default -> List.of("BeginsWith", "Equals");
        };
    if (option != null && !valid.contains(option)) {
      throw INVALID_FILTER_OPTION.error(
          "The following filter option is not valid: %s. Valid options include: [%s]."
              .formatted(option, String.join(", ", valid.subList(0, 2))));
    }
  }

  private static void requireOneOf(List<String> values, String... valid) {
    for (var value : values) {
      if (!List.of(valid).contains(value)) {
        throw INVALID_FILTER_OPTION.error(
            "The following filter value is not valid: %s. Valid values include: [%s]."
                .formatted(value, String.join(", ", valid)));
      }
    }
  }

  /** Returns whether a version of a parameter meets all filters. */
  static boolean meets(
      StoredParameter parameter,
      ParameterVersion version,
      @Nullable List<ParameterStringFilter> filters) {
    return list(filters).stream().allMatch(filter -> meets(parameter, version, filter));
  }

  private static boolean meets(
      StoredParameter parameter, ParameterVersion version, ParameterStringFilter filter) {
    var values = list(filter.values());
    var option = Objects.requireNonNullElse(filter.option(), "");
    if (filter.key().equals("Path")) {
      boolean recursive = option.equals("Recursive");
      return values.stream().anyMatch(path -> isBelow(parameter.name(), path, recursive));
    }
    if (filter.key().startsWith(TAG)) {
      var tag = parameter.tags().get(filter.key().substring(TAG.length()));
      return tag != null && (values.isEmpty() || values.stream().anyMatch(test(option, tag)));
    }
    var own =
        switch (filter.key()) {
          case "Name" -> Stream.of(parameter.name(), pathOf(parameter.name()));
          case "Type" -> Stream.of(version.type());
          case "KeyId" -> Stream.ofNullable(version.keyId());
          case "Tier" -> Stream.of(version.tier());
          case "DataType" -> Stream.of(version.dataType());
          default -> version.labels().stream(); // Label
        };
    return own.anyMatch(each -> values.stream().anyMatch(test(option, each)));
  }

  private static Predicate<String> test(String option, String own) {
    return switch (option) {
      case "BeginsWith" -> own::startsWith;
      case "Contains" -> own::contains;
      default -> own::equals;
    };
  }

  /** Returns whether a parameter meets filters of the older form. */
  static boolean meetsOlder(StoredParameter parameter, @Nullable List<ParametersFilter> filters) {
    return list(filters).stream()
        .allMatch(
            filter ->
                meets(
                    parameter,
                    parameter.newest(),
                    new ParameterStringFilter(
                        filter.key(),
                        filter.key().equals("Name") ? "BeginsWith" : "Equals",
                        filter.values())));
  }

  private static <T> List<T> list(@Nullable List<T> values) {
    return values == null ? List.of() : values;
  }
}
