package dev.strongroom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** AWS's model of one service, with which the tests compare the core. */
public final class AwsModel {

  public static final AwsModel SECRETS_MANAGER = of("secretsmanager");

  private final JsonNode model;

  private AwsModel(JsonNode model) {
    this.model = model;
  }

  /** The model of a service, e.g. {@code kms}. */
  public static AwsModel of(String service) {
    try (var json = AwsModel.class.getResourceAsStream("/model/" + service + ".json")) {
      return new AwsModel(new ObjectMapper().readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonNode operation(String name) {
    return model.required("operations").required(name);
  }

  /** The names of all operations, in alphabetical order. */
  public SortedSet<String> operations() {
    var names = new TreeSet<String>();
    model.required("operations").fieldNames().forEachRemaining(names::add);
    return names;
  }

  public JsonNode shape(String name) {
    return model.required("shapes").required(name);
  }

  /** The shape that a member, an input or a list's element refers to. */
  public JsonNode shapeOf(JsonNode reference) {
    return shape(reference.required("shape").textValue());
  }

  /** The names of the errors that an operation declares. */
  public Set<String> errorsOf(String operation) {
    return operation(operation)
        .path("errors")
        .valueStream()
        .map(error -> error.required("shape").textValue())
        .collect(Collectors.toSet());
  }
}
