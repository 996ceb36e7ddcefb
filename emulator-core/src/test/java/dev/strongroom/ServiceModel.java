package dev.strongroom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** AWS's model of the service, as the tests compare it with the core. */
public final class ServiceModel {

  private static final JsonNode MODEL = load();

  private ServiceModel() {}

  public static JsonNode operation(String name) {
    return MODEL.required("operations").required(name);
  }

  /** The names of all operations, in alphabetical order. */
  public static SortedSet<String> operations() {
    var names = new TreeSet<String>();
    MODEL.required("operations").fieldNames().forEachRemaining(names::add);
    return names;
  }

  public static JsonNode shape(String name) {
    return MODEL.required("shapes").required(name);
  }

  /** The shape that a member, an input or a list's element refers to. */
  public static JsonNode shapeOf(JsonNode reference) {
    return shape(reference.required("shape").textValue());
  }

  /** The names of the errors that an operation declares. */
  public static Set<String> errorsOf(String operation) {
    return StreamSupport.stream(operation(operation).required("errors").spliterator(), false)
        .map(error -> error.required("shape").textValue())
        .collect(Collectors.toSet());
  }

  private static JsonNode load() {
    try (var json = ServiceModel.class.getResourceAsStream("/model/secretsmanager.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
