package dev.strongroom.internal.model;

import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The constraints of one AWS service's model (VAL-1). A model is read when the first request is
 * checked.
 */
public final class ServiceModel {

  private final String service;
  private final boolean showsValues;
  private volatile @Nullable ModelText text;

  private ServiceModel(String service, boolean showsValues, @Nullable ModelText text) {
    this.service = service;
    this.showsValues = showsValues;
    this.text = text;
  }

  /** Returns the model that Strongroom ships for a service, e.g. {@code secretsmanager}. */
  public static ServiceModel named(String service) {
    return new ServiceModel(service, true, null);
  }

  /** Returns this model, which reports violations without the values (IAMAPI-1). */
  public ServiceModel withoutValues() {
    return new ServiceModel(service, false, text);
  }

  /** Returns a model with constraints in the format of {@link ModelText}. */
  public static ServiceModel of(String constraints) {
    return new ServiceModel("", true, new ModelText(constraints));
  }

  /**
   * Refuses a request that violates the model, naming every violation (VAL-2).
   *
   * @throws ServiceError with AWS's text
   */
  public void check(Request<?> request) {
    var violations = Violations.of(text().entry(request.operation()), request, showsValues);
    if (!violations.isEmpty()) {
      throw VALIDATION.error(
          violations.size()
              + (violations.size() == 1 ? " validation error" : " validation errors")
              + " detected: "
              + String.join("; ", violations));
    }
  }

  /** Returns a request without what is beyond the lengths that the model allows. */
  public Request<?> cut(Request<?> request) {
    return (Request<?>) Cut.of(text().entry(request.operation()), request);
  }

  /** Two threads may both read the model; either result serves. */
  private ModelText text() {
    var known = text;
    if (known == null) {
      known = new ModelText(resource());
      text = known;
    }
    return known;
  }

  private String resource() {
    try (var text = ServiceModel.class.getResourceAsStream(service.concat(".txt"))) {
      return new String(
          Objects.requireNonNull(text, service).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
