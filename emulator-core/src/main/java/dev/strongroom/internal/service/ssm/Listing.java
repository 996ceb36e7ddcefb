package dev.strongroom.internal.service.ssm;

import static dev.strongroom.api.ErrorCode.INVALID_PAGE_TOKEN;
import static dev.strongroom.api.ErrorCode.PARAMETER_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.PageToken;
import dev.strongroom.internal.service.ssm.api.DescribeParameters;
import dev.strongroom.internal.service.ssm.api.DescribeParameters.ParameterMetadata;
import dev.strongroom.internal.service.ssm.api.GetParameterHistory;
import dev.strongroom.internal.service.ssm.api.GetParameterHistory.ParameterHistory;
import dev.strongroom.internal.service.ssm.api.GetParametersByPath;
import dev.strongroom.internal.service.ssm.api.Parameter;
import dev.strongroom.internal.service.ssm.api.ParameterInlinePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** DescribeParameters, GetParametersByPath and GetParameterHistory. */
final class Listing {

  static final int PAGE = 10; // SSM-29
  static final int HISTORY_PAGE = 50;

  private Listing() {}

  /** The tokens of one listing, and the position after which a page begins. */
  private record Start(PageToken tokens, @Nullable String after) {

    static Start of(@Nullable String sent, Call call, @Nullable Object... listing) {
      var tokens = PageToken.of(call.ids(), call.place(), Arrays.asList(listing));
      var after = sent == null ? null : tokens.decode(sent);
      if (sent != null && after == null) {
        throw INVALID_PAGE_TOKEN.error("The specified token isn't valid.");
      }
      return new Start(tokens, after);
    }
  }

  static void check(DescribeParameters request) {
    if (request.filters() != null && request.parameterFilters() != null) {
      throw VALIDATION.error("You can use either Filters or ParameterFilters in a single request.");
    }
    ParameterFilters.check(request.parameterFilters(), false);
  }

  static DescribeParameters.Result describe(
      RegionParameters parameters, DescribeParameters request, Call call) {
    var start =
        Start.of(
            request.nextToken(), call, "describe", request.filters(), request.parameterFilters());
    int max = Objects.requireNonNullElse(request.maxResults(), PAGE);
    var page = new ArrayList<ParameterMetadata>();
    if (Boolean.TRUE.equals(request.shared())) { // none are shared with anybody
      return new DescribeParameters.Result(page, null);
    }
    for (var entry : parameters.byName().after(start.after(), true)) {
      var parameter = entry.getValue();
      if (ParameterFilters.meetsOlder(parameter, request.filters())
          && ParameterFilters.meets(parameter, parameter.newest(), request.parameterFilters())) {
        if (page.size() == max) {
          return new DescribeParameters.Result(
              page, start.tokens().encode(page.get(max - 1).name()));
        }
        page.add(metadata(parameter, parameter.newest(), call));
      }
    }
    return new DescribeParameters.Result(page, null);
  }

  private static ParameterMetadata metadata(
      StoredParameter parameter, ParameterVersion version, Call call) {
    return new ParameterMetadata(
        parameter.name(),
        ParameterName.arn(parameter.name(), call),
        version.type(),
        version.keyId(),
        version.modified(),
        version.user(),
        version.description(),
        version.allowedPattern(),
        version.number(),
        version.tier(),
        policies(version),
        version.dataType());
  }

  private static List<ParameterInlinePolicy> policies(ParameterVersion version) {
    return version.policies().stream().map(ParameterPolicy::shown).toList();
  }

  static void check(GetParametersByPath request) {
    ParameterFilters.requirePath(request.path());
    ParameterFilters.check(request.parameterFilters(), true);
  }

  static GetParametersByPath.Result byPath(
      RegionParameters parameters, GetParametersByPath request, Call call) {
    var start =
        Start.of(
            request.nextToken(),
            call,
            "path",
            request.path(),
            request.recursive(),
            request.parameterFilters());
    int max = Objects.requireNonNullElse(request.maxResults(), PAGE);
    boolean recursive = Boolean.TRUE.equals(request.recursive());
    boolean decrypted = Boolean.TRUE.equals(request.withDecryption());
    var path = request.path().equals("/") ? null : request.path();
    var after = start.after() == null ? path : start.after();
    var page = new ArrayList<Parameter>();
    for (var entry : parameters.byName().after(after, true)) {
      var parameter = entry.getValue();
      if (path != null && !entry.getKey().startsWith(path)) {
        break;
      }
      var version = shown(parameter, request);
      if (version != null && ParameterFilters.isBelow(entry.getKey(), request.path(), recursive)) {
        if (page.size() == max) {
          return new GetParametersByPath.Result(
              page, start.tokens().encode(page.get(max - 1).name()));
        }
        page.add(Reading.shown(parameter, version, null, decrypted, call));
      }
    }
    return new GetParametersByPath.Result(page, null);
  }

  /** Returns the newest version that meets the filters; an older one only for its label. */
  private static @Nullable ParameterVersion shown(
      StoredParameter parameter, GetParametersByPath request) {
    var filters = request.parameterFilters();
    boolean byLabel =
        filters != null && filters.stream().anyMatch(filter -> filter.key().equals("Label"));
    var versions = byLabel ? parameter.versions() : List.of(parameter.newest());
    for (int i = versions.size() - 1; i >= 0; i--) {
      if (ParameterFilters.meets(parameter, versions.get(i), filters)) {
        return versions.get(i);
      }
    }
    return null;
  }

  static GetParameterHistory.Result history(
      RegionParameters parameters, GetParameterHistory request, Call call) {
    var parameter = ParameterName.find(request.name(), parameters, call);
    if (parameter == null) {
      throw PARAMETER_NOT_FOUND.error("");
    }
    var start = Start.of(request.nextToken(), call, "history", parameter.name());
    long after = start.after() == null ? 0 : Long.parseLong(start.after());
    int max = Objects.requireNonNullElse(request.maxResults(), HISTORY_PAGE);
    boolean decrypted = Boolean.TRUE.equals(request.withDecryption());
    var page = new ArrayList<ParameterHistory>();
    for (var version : parameter.versions()) {
      if (version.number() > after) {
        if (page.size() == max) {
          var last = String.valueOf(page.get(max - 1).version());
          return new GetParameterHistory.Result(page, start.tokens().encode(last));
        }
        page.add(entry(parameter, version, decrypted, call));
      }
    }
    return new GetParameterHistory.Result(page, null);
  }

  private static ParameterHistory entry(
      StoredParameter parameter, ParameterVersion version, boolean decrypted, Call call) {
    return new ParameterHistory(
        parameter.name(),
        version.type(),
        version.keyId(),
        version.modified(),
        version.user(),
        version.description(),
        version.value(parameter, decrypted, new ParameterKeys(call)),
        version.allowedPattern(),
        version.number(),
        version.labels(),
        version.tier(),
        policies(version),
        version.dataType());
  }
}
