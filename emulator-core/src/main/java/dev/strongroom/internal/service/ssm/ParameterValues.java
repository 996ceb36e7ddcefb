package dev.strongroom.internal.service.ssm;

import static dev.strongroom.api.ErrorCode.INVALID_ALLOWED_PATTERN;
import static dev.strongroom.api.ErrorCode.PARAMETER_PATTERN_MISMATCH;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.internal.service.ssm.api.PutParameter;
import dev.strongroom.internal.text.BoundedRegex;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a parameter's value may be. */
final class ParameterValues {

  private static final Set<String> DATA_TYPES = Set.of("text", "aws:ec2:image");
  private static final Pattern IMAGE = Pattern.compile("ami-[0-9a-f]{8,17}");

  private ParameterValues() {}

  static void check(PutParameter request) {
    var value = request.value().text();
    if (value.isEmpty()) { // SSM-15
      throw VALIDATION.error(
          "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member"
              + " must have length greater than or equal to 1");
    }
    int opening = value.indexOf("{{");
    if (opening >= 0 && value.indexOf("}}", opening) >= 0) { // SSM-15
      throw VALIDATION.error(
          "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.");
    }
    var dataType = request.dataType();
    if (dataType != null && !DATA_TYPES.contains(dataType)) { // SSM-16
      throw VALIDATION.error(
          "The following data type is not supported: %s (Data type names are all lowercase.)"
              .formatted(dataType));
    }
    if ("aws:ec2:image".equals(dataType) && !IMAGE.matcher(value).matches()) { // SSM-16
      throw VALIDATION.error("The value isn't the ID of an image, such as ami-0123456789abcdef0.");
    }
  }

  /** Refuses a value that its pattern doesn't allow; of a list, each element counts (SSM-15). */
  static void requireMatch(String allowedPattern, String value, boolean isList) {
    var elements = isList ? List.of(value.split(",", -1)) : List.of(value);
    boolean allowed;
    try {
      allowed = elements.stream().allMatch(BoundedRegex.of(allowedPattern)::matches);
    } catch (IllegalArgumentException unusable) {
      throw INVALID_ALLOWED_PATTERN.error(
          "The request does not meet the regular expression requirement.");
    }
    if (!allowed) {
      throw PARAMETER_PATTERN_MISMATCH.error(
          "Parameter value, cannot be validated against allowedPattern: " + allowedPattern);
    }
  }
}
