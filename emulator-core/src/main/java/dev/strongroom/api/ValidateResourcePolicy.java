package dev.strongroom.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks whether a text could be attached as a resource policy, to a given secret or to any. */
public record ValidateResourcePolicy(@Nullable String secretId, String resourcePolicy)
    implements Request<ValidateResourcePolicy.Result> {

  /** One check that the text does not pass. */
  public record ValidationError(String checkName, String errorMessage) {}

  /** What ValidateResourcePolicy answers. */
  public record Result(boolean policyValidationPassed, List<ValidationError> validationErrors) {

    public Result {
      validationErrors = List.copyOf(validationErrors);
    }
  }
}
