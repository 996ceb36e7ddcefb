package dev.strongroom.internal.service.ssm;

import static dev.strongroom.api.ErrorCode.PARAMETER_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.PARAMETER_VERSION_NOT_FOUND;

import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import dev.strongroom.internal.service.ssm.api.GetParameters;
import dev.strongroom.internal.service.ssm.api.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/** GetParameter and GetParameters. */
final class Reading {

  private Reading() {}

  static void check(GetParameter request) {
    var name = ParameterName.parse(request.name());
    if (name.isReference()) {
      SecretReference.requireDecryption(Boolean.TRUE.equals(request.withDecryption()));
    }
  }

  static GetParameter.Result get(RegionParameters parameters, GetParameter request, Call call) {
    boolean decrypted = Boolean.TRUE.equals(request.withDecryption());
    return new GetParameter.Result(read(parameters, request.name(), decrypted, call));
  }

  private static Parameter read(
      RegionParameters parameters, String text, boolean decrypted, Call call) {
    var name = ParameterName.parse(text);
    if (name.isReference() && name.isHere(call)) {
      return SecretReference.read(name, decrypted, call);
    }
    var parameter = name.in(parameters, call);
    if (parameter == null) { // SSM-11
      throw PARAMETER_NOT_FOUND.error("");
    }
    var selector = name.version();
    var version = selector == null ? parameter.newest() : parameter.version(selector);
    if (version == null) { // SSM-11
      throw PARAMETER_VERSION_NOT_FOUND.error(noVersion(selector, parameter.name()));
    }
    return shown(parameter, version, name.selector(), decrypted, call);
  }

  static String noVersion(@Nullable Object version, String name) {
    return "Systems Manager could not find version %s of %s. Verify the version and try again."
        .formatted(version, name);
  }

  static Parameter shown(
      StoredParameter parameter,
      ParameterVersion version,
      @Nullable String selector,
      boolean decrypted,
      Call call) {
    return new Parameter(
        parameter.name(),
        version.type(),
        version.value(parameter, decrypted, new ParameterKeys(call)),
        version.number(),
        selector,
        null,
        version.modified(),
        ParameterName.arn(parameter.name(), call),
        version.dataType());
  }

  static GetParameters.Result getAll(
      RegionParameters parameters, GetParameters request, Call call) {
    boolean decrypted = Boolean.TRUE.equals(request.withDecryption());
    var found = new ArrayList<Parameter>();
    var invalid = new ArrayList<String>();
    for (var name : new LinkedHashSet<>(request.names())) {
      try {
        found.add(read(parameters, name, decrypted, call));
      } catch (ServiceError refusal) {
        switch (refusal.code()) { // SSM-4, SSM-12
          case PARAMETER_NOT_FOUND, PARAMETER_VERSION_NOT_FOUND, VALIDATION -> invalid.add(name);
          default -> throw refusal;
        }
      }
    }
    return new GetParameters.Result(found, invalid);
  }
}
