package dev.strongroom.teaching.world;

import dev.strongroom.teaching.yaml.Items;
import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.Place;
import dev.strongroom.teaching.yaml.Scalar;
import dev.strongroom.teaching.yaml.ScenarioException;
import dev.strongroom.teaching.yaml.Suggestion;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names that a scenario gives to things, by which its texts refer to them. */
public final class Names {

  /** What can have a name. */
  public enum Kind {
    SECRET("secret"),
    KEY("key"),
    PRINCIPAL("principal"),
    FUNCTION("function"),
    DATABASE("database"),
    APPLICATION("application"),
    ENDPOINT("VPC endpoint"),
    FAULT("fault"),
    SAVED("saved value"),
    ACTION("action");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  private final Map<Kind, Set<String>> known = new EnumMap<>(Kind.class);

  /** No names at all. */
  public Names() {}

  public void add(Kind kind, Collection<String> names) {
    known.computeIfAbsent(kind, first -> new TreeSet<>()).addAll(names);
  }

  public Set<String> of(Kind kind) {
    return known.getOrDefault(kind, Set.of());
  }

  /** Refuses a name that nothing of that kind has. */
  public void require(Kind kind, String name, Place place) {
    if (!of(kind).contains(name)) {
      throw new ScenarioException(
          place,
          Suggestion.unknown("there is no " + kind.word + " '" + name + "'", name, of(kind)));
    }
  }

  /** Notes the names that an action gives: what it saves, and the secret that it creates. */
  public void learn(Located value) {
    if (value instanceof Members members) {
      if (members.find("save") instanceof Members saved) {
        add(Kind.SAVED, saved.names());
      }
      if (members.find("assume") instanceof Members assumed
          && assumed.find("principal") instanceof Scalar name) {
        add(Kind.PRINCIPAL, Set.of(name.text()));
        add(Kind.SAVED, Set.of(name.text() + ".token"));
      }
      if (members.find("fault") instanceof Members fault
          && fault.find("name") instanceof Scalar name) {
        add(Kind.FAULT, Set.of(name.text()));
      }
      if (members.find("call") instanceof Scalar call
          && call.text().equals("CreateSecret")
          && members.find("with") instanceof Members with
          && with.find("Name") instanceof Scalar name) {
        add(Kind.SECRET, Set.of(name.text()));
      }
      members.values().values().forEach(this::learn);
    } else if (value instanceof Items items) {
      items.values().forEach(this::learn);
    }
  }

  /** Refuses a text that refers to something that isn't there, wherever it stands. */
  public void check(Located value) {
    if (value instanceof Members members) {
      members.values().values().forEach(this::check);
    } else if (value instanceof Items items) {
      items.values().forEach(this::check);
    } else if (value instanceof Scalar scalar) {
      Template.references(scalar.text()).forEach(reference -> require(reference, scalar.place()));
    }
  }

  private void require(Template.Reference reference, Place place) {
    switch (reference.function()) {
      case "arn" -> {
        if (!of(Kind.PRINCIPAL).contains(reference.name())) {
          require(Kind.SECRET, reference.name(), place);
        }
      }
      case "partial-arn", "version", "value" -> require(Kind.SECRET, reference.name(), place);
      case "key" -> require(Kind.KEY, reference.name(), place);
      case "lambda" -> require(Kind.FUNCTION, reference.name(), place);
      case "" -> require(Kind.SAVED, reference.name(), place);
      default -> {} // a generated text
    }
  }
}
