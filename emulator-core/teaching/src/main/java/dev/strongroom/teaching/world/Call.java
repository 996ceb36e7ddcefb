package dev.strongroom.teaching.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.api.ServiceError;
import dev.strongroom.teaching.world.Event.Kind;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.ScenarioException;
import dev.strongroom.teaching.yaml.Suggestion;
import java.util.LinkedHashMap;

/**
 * A call of Secrets Manager or KMS.
 *
 * @param save which members of the answer get a name
 */
record Call(Calls.Operation operation, Members with, Members unchecked, Members save, int times)
    implements Action.Verb {

  static Call parse(Members file) {
    var name = file.get("call");
    var operation = Calls.find(name.asName());
    if (operation == null) {
      throw name.error(
          "there is no operation '%s': write its name as AWS does, with kms: before it where both services have it"
              .formatted(name.asName()));
    }
    var with = file.members("with");
    for (var member : with.names()) {
      if (!operation.members().contains(member)) {
        throw new ScenarioException(
            with.placeOf(member),
            Suggestion.unknown(
                operation.name() + " takes no member '" + member + "'",
                member,
                operation.members()));
      }
    }
    return new Call(
        operation, with, file.members("unchecked"), file.members("save"), file.integer("times", 1));
  }

  @Override
  public Outcome perform(World world, Action action) {
    var outcome = Outcome.OK;
    ObjectNode sent = with.json();
    try {
      var caller = action.caller(world);
      for (int i = 0; i < times; i++) {
        sent = members(world);
        outcome = Calls.send(world.aws, caller, operation, sent);
      }
    } catch (ServiceError ended) { // the principal's session is over
      outcome = Outcome.failure(ended.code().wireName(), ended.text());
    }
    for (var name : save.names()) {
      if (outcome.succeeded()) {
        world.saved.put(name, saved(outcome.result(), name));
      }
    }
    note(world, action, sent, outcome);
    return outcome;
  }

  /** Documents that AWS takes as text may be written as maps. */
  private ObjectNode members(World world) {
    var members = (ObjectNode) world.resolve(with.json());
    members.setAll((ObjectNode) world.resolve(unchecked.json()));
    for (var name : new String[] {"ResourcePolicy", "Policy", "SecretString"}) {
      var value = members.get(name);
      if (value != null && value.isContainerNode()) {
        members.put(name, value.toString());
      }
    }
    return members;
  }

  private String saved(JsonNode result, String name) {
    var path = save.text(name);
    var value = path.startsWith("/") ? result.at(path) : result.path(path);
    if (value.isMissingNode()) {
      throw save.get(name).error(operation.name() + " answered no " + path);
    }
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private void note(World world, Action action, ObjectNode sent, Outcome outcome) {
    var who = action.as() == null ? "administrator" : action.as();
    var details = new LinkedHashMap<String, Object>();
    details.put("principal", who);
    details.put("operation", operation.name());
    details.put("request", Calls.shown(sent));
    details.put("outcome", outcome.toString());
    var refusal = outcome.refusal();
    if (refusal != null) {
      details.put("layer", refusal.layer().toString());
      details.put("decision", refusal.toString());
    }
    world.happened(
        Kind.CALL,
        "%s calls %s%s: %s"
            .formatted(who, operation.name(), times == 1 ? "" : " " + times + " times", outcome),
        details);
  }
}
