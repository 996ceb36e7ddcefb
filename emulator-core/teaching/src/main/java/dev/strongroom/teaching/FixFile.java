package dev.strongroom.teaching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.teaching.Challenge.Editable;
import dev.strongroom.teaching.world.Action;
import dev.strongroom.teaching.world.Actions;
import dev.strongroom.teaching.world.Edits;
import dev.strongroom.teaching.world.Outcome;
import dev.strongroom.teaching.world.World;
import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The file that a learner edits to repair a scenario: what may be changed, and nothing else. */
public final class FixFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Scenario scenario;
  private final Challenge challenge;

  /**
   * The file of a scenario.
   *
   * @throws IllegalArgumentException if there is nothing to repair in it
   */
  public FixFile(Scenario scenario) {
    this.scenario = scenario;
    if (scenario.challenge() == null) {
      throw new IllegalArgumentException(
          "There is nothing to repair in '" + scenario.id() + "': it is a lesson with questions");
    }
    challenge = scenario.challenge();
  }

  /** The step after which the repair begins. */
  String at() {
    return challenge.at();
  }

  /** What the file says of a world as it is. */
  public String text(World world) {
    var text = new StringBuilder();
    text.append("# ").append(scenario.title()).append('\n');
    if (!challenge.task().isEmpty()) {
      text.append("# ").append(challenge.task()).append('\n');
    }
    text.append("#\n# Change what stands below, and save. Policies are JSON, which is YAML.\n");
    for (var kind : challenge.edit()) {
      text.append('\n');
      if (kind == Editable.ACTIONS) {
        actions(text);
      } else {
        block(text, kind, Edits.current(world, kind.word()));
      }
    }
    return text.toString();
  }

  private static void block(StringBuilder text, Editable kind, JsonNode things) {
    if (kind == Editable.KMS_KEY) {
      text.append("# The key that a secret is under: aws/secretsmanager, or the name of one.\n");
    }
    text.append(kind.word()).append(things.isEmpty() ? ": {}\n" : ":\n");
    for (var thing : things.properties()) {
      if (kind == Editable.IDENTITY_POLICY) {
        text.append("  ")
            .append(thing.getKey())
            .append(thing.getValue().isEmpty() ? ": {}\n" : ":\n");
        thing
            .getValue()
            .properties()
            .forEach(policy -> entry(text, "    ", policy.getKey(), policy.getValue()));
      } else {
        entry(text, "  ", thing.getKey(), thing.getValue());
      }
    }
  }

  private static void entry(StringBuilder text, String indent, String key, JsonNode value) {
    text.append(indent).append(key).append(": ");
    if (value.isTextual()) {
      text.append(value.textValue());
    } else if (value.isNull()) {
      text.append("null");
    } else {
      text.append(pretty(value).replace("\n", "\n" + indent));
    }
    text.append('\n');
  }

  private static String pretty(JsonNode value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value).replace("\r", "");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A tree can be written", impossible);
    }
  }

  private void actions(StringBuilder text) {
    text.append("# What is done, in order. Of these, or calls of your own such as\n");
    text.append("# {call: DescribeSecret, with: {SecretId: a-name}}:\n");
    new TreeMap<>(scenario.actions())
        .forEach(
            (name, action) ->
                text.append("#   ").append(name).append(": ").append(action.text()).append('\n'));
    text.append("actions: []\n");
  }

  /**
   * Carries out in a world what a file says.
   *
   * @param name how messages call the file
   * @return the first refusal of the service; success if there was none
   * @throws dev.strongroom.teaching.yaml.ScenarioException if the file can't be understood
   */
  public Outcome apply(World world, String text, String name) {
    var file = YamlFile.parse(text, name).asMembers();
    file.only(challenge.edit().stream().map(Editable::word).toList());
    var outcome = Outcome.OK;
    for (var kind : Edits.kinds()) {
      if (outcome.succeeded() && file.has(kind)) {
        outcome = Edits.apply(world, kind, file.get(kind).asMembers());
      }
    }
    return outcome.succeeded() ? Actions.perform(world, actions(file)) : outcome;
  }

  private List<Action> actions(Members file) {
    var actions = new ArrayList<Action>();
    for (Located one : file.each(Editable.ACTIONS.word())) {
      scenario.names().check(one);
      actions.addAll(Actions.list(one, scenario.names(), scenario.actions()));
    }
    return actions;
  }
}
