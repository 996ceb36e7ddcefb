package dev.strongroom.internal.service.ssm;

import static dev.strongroom.api.ErrorCode.PARAMETER_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.PARAMETER_VERSION_LABEL_LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.PARAMETER_VERSION_NOT_FOUND;

import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.service.ssm.api.LabelParameterVersion;
import dev.strongroom.internal.service.ssm.api.UnlabelParameterVersion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** LabelParameterVersion and UnlabelParameterVersion (SSM-22). */
final class Labelling {

  private static final Pattern CHARACTERS = Pattern.compile("[a-zA-Z_.\\-][a-zA-Z0-9_.\\-]*");
  private static final int MOST = 10;

  private Labelling() {}

  static Outcome<LabelParameterVersion.Result> label(
      RegionParameters parameters, LabelParameterVersion request, Call call) {
    var parameter = present(parameters, request.name(), call);
    var number = request.parameterVersion();
    var version = version(parameter, number == null ? parameter.newest().number() : number);
    var valid = new LinkedHashSet<>(request.labels());
    var invalid = valid.stream().filter(label -> !isValid(label)).toList();
    invalid.forEach(valid::remove);
    var labels = new LinkedHashSet<>(version.labels());
    labels.addAll(valid);
    if (labels.size() > MOST) {
      throw PARAMETER_VERSION_LABEL_LIMIT_EXCEEDED.error(
          "A parameter version can have maximum 10 labels.Move one or more labels to another"
              + " version and try again.");
    }
    var next =
        parameter.withEachVersion(
            each ->
                each.number() == version.number()
                    ? each.withLabels(new ArrayList<>(labels))
                    : each.withLabels(without(each.labels(), valid)));
    return new Outcome<>(
        call.state().with(Ssm.PARAMETERS, call.place(), parameters.with(next)),
        new LabelParameterVersion.Result(invalid, version.number()));
  }

  static Outcome<UnlabelParameterVersion.Result> unlabel(
      RegionParameters parameters, UnlabelParameterVersion request, Call call) {
    var parameter = present(parameters, request.name(), call);
    var version = version(parameter, request.parameterVersion());
    var sent = new LinkedHashSet<>(request.labels());
    var removed = sent.stream().filter(version.labels()::contains).toList();
    var invalid = without(new ArrayList<>(sent), new LinkedHashSet<>(removed));
    var next =
        parameter.withEachVersion(
            each ->
                each.number() == version.number()
                    ? each.withLabels(without(each.labels(), sent))
                    : each);
    return new Outcome<>(
        call.state().with(Ssm.PARAMETERS, call.place(), parameters.with(next)),
        new UnlabelParameterVersion.Result(removed, invalid));
  }

  private static List<String> without(List<String> labels, Set<String> gone) {
    return labels.stream().filter(label -> !gone.contains(label)).toList();
  }

  private static boolean isValid(String label) {
    var lower = label.toLowerCase(Locale.ROOT);
    return CHARACTERS.matcher(label).matches()
        && !lower.startsWith("aws")
        && !lower.startsWith("ssm");
  }

  private static StoredParameter present(RegionParameters parameters, String name, Call call) {
    var parameter = ParameterName.find(name, parameters, call);
    if (parameter == null) {
      throw PARAMETER_NOT_FOUND.error("");
    }
    return parameter;
  }

  private static ParameterVersion version(StoredParameter parameter, long number) {
    var version = parameter.version(number);
    if (version == null) {
      throw PARAMETER_VERSION_NOT_FOUND.error(Reading.noVersion(number, parameter.name()));
    }
    return version;
  }
}
