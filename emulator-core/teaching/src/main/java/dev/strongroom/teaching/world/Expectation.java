package dev.strongroom.teaching.world;

import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an action is expected to come to: {@code ok}, an error, or members of an answer. */
public final class Expectation {

  static final List<String> OF_ERRORS = List.of("error", "message", "layer", "explains");
  static final List<String> OF_ANSWERS = List.of("result", "absent", "secret");

  private final Place place;
  private final Members members;
  private final boolean isError;

  private Expectation(Place place, Members members, boolean isError) {
    this.place = place;
    this.members = members;
    this.isError = isError;
  }

  /** Reads {@code ok}, or a map of what is expected. */
  public static Expectation parse(Located file, Names names) {
    if (!(file instanceof Members members)) {
      file.asOneOf(List.of("ok"));
      return new Expectation(file.place(), new Members(file.place(), Map.of(), Map.of()), false);
    }
    if (OF_ERRORS.stream().anyMatch(members::has)) {
      members.only(OF_ERRORS);
      members.get("error");
      return new Expectation(file.place(), members, true);
    }
    members.only(OF_ANSWERS);
    var secret = members.find("secret");
    if (secret != null) {
      names.require(Names.Kind.SECRET, secret.asName(), secret.place());
    }
    if (members.names().isEmpty()) {
      throw members.error("write ok where nothing but success is expected");
    }
    return new Expectation(file.place(), members, false);
  }

  public Place place() {
    return place;
  }

  /** Whether a refusal is expected. */
  public boolean isError() {
    return isError;
  }

  /** How an outcome differs from what is expected; null if it doesn't. */
  public @Nullable String difference(World world, Outcome outcome) {
    if (isError) {
      return errorDifference(world, outcome);
    }
    if (!outcome.succeeded()) {
      return "expected success, but it ended with " + outcome;
    }
    var result = members.find("result");
    if (result != null) {
      var difference = Match.difference("", world.resolve(result.json()), outcome.result());
      if (difference != null) {
        return "the answer is another one: " + difference;
      }
    }
    for (var name : members.texts("absent")) {
      if (outcome.result().has(name)) {
        return "the answer has the member " + name + ", which was expected to be absent";
      }
    }
    var secret = members.optionalText("secret");
    return secret == null ? null : secretDifference(world, secret, outcome);
  }

  /** The answer must be the current value of a secret. */
  private static @Nullable String secretDifference(World world, String name, Outcome outcome) {
    var current = new View(world).value(name, "AWSCURRENT");
    var result = outcome.result();
    boolean same =
        current != null
            && result.path("Name").asText().equals(name)
            && (current.isText()
                ? result.path("SecretString").asText().equals(current.text())
                : result.has("SecretBinary"));
    return same ? null : "the answer is not the current value of " + name;
  }

  private @Nullable String errorDifference(World world, Outcome outcome) {
    var error = members.text("error");
    if (outcome.succeeded()) {
      return "expected " + error + ", but it succeeded";
    }
    if (!error.equals(outcome.error())) {
      return "expected " + error + ", but it ended with " + outcome;
    }
    var message = members.optionalText("message");
    if (message != null && !outcome.message().contains(world.resolve(message))) {
      return "expected a message with '" + message + "', but it is '" + outcome.message() + "'";
    }
    var layer = members.optionalText("layer");
    if (layer != null && !layer.equals(outcome.layer())) {
      return "expected a refusal by the " + layer + ", but it is one by the " + outcome.layer();
    }
    var explains = members.optionalText("explains");
    if (explains != null && !outcome.access().toString().contains(world.resolve(explains))) {
      return "expected an explanation with '" + explains + "', but it is\n" + outcome.access();
    }
    return null;
  }

  /** The expectation in one line, for a reader. */
  @Override
  public String toString() {
    if (isError) {
      var layer = members.optionalText("layer");
      return members.text("error") + (layer == null ? "" : " (" + layer + ")");
    }
    return members.has("secret") ? "the value of " + members.text("secret") : "ok";
  }
}
