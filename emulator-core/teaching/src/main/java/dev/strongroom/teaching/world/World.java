package dev.strongroom.teaching.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.SecretValue;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.fault.Fault;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.rotation.RotationTimeline;
import dev.strongroom.teaching.world.Event.Kind;
import dev.strongroom.teaching.yaml.ScenarioException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A scenario's world while it runs: an emulator, and around it the principals, keys, functions,
 * databases and applications that the scenario names. It is used by one thread at a time.
 */
public final class World implements AutoCloseable {

  /** A fault that is in force, and how to declare the rest of it again. */
  record DeclaredFault(FaultSpec spec, Fault fault) {}

  final SecretsEmulator aws;
  final Databases databases;
  final Functions functions;
  final long seed;
  final Map<String, Person> people = new LinkedHashMap<>();
  final Map<String, String> keys = new LinkedHashMap<>();
  final Map<String, Application> applications = new LinkedHashMap<>();
  final Map<String, String> saved = new LinkedHashMap<>();
  final Map<String, DeclaredFault> faults = new LinkedHashMap<>();
  final Map<String, List<PolicyDocument>> controls = new LinkedHashMap<>();
  final Map<String, PolicyDocument> endpoints = new LinkedHashMap<>();
  final List<String> log = new ArrayList<>();
  final Deployments deployments = new Deployments();

  private final List<Event> events = new ArrayList<>();
  private final List<AuditRecord> earlierRecords = new ArrayList<>();
  private final Map<String, List<RotationTimeline.Entry>> earlierSteps = new LinkedHashMap<>();
  private final Labels labels = new Labels();
  private final List<String> delivered = new ArrayList<>();
  private int recordsOfSetup;
  private long drawn;

  World(SecretsEmulator aws, Databases databases, long seed) {
    this.aws = aws;
    this.databases = databases;
    this.seed = seed;
    this.functions = new Functions(aws, databases);
    aws.onEvent(event -> delivered.add(name(event)));
  }

  /** A world of its own that goes on from here; neither sees what happens in the other. */
  public World fork() {
    var fork = new World(aws.fork(), databases.fork(), seed);
    fork.people.putAll(people);
    fork.keys.putAll(keys);
    fork.saved.putAll(saved);
    fork.controls.putAll(controls);
    fork.endpoints.putAll(endpoints);
    fork.log.addAll(log);
    fork.deployments.takeFrom(deployments);
    fork.functions.takeFrom(functions);
    applications.forEach((name, one) -> fork.applications.put(name, one.fork()));
    faults.forEach((name, fault) -> fork.declareRest(name, fault));
    fork.events.addAll(events);
    fork.delivered.addAll(delivered);
    fork.earlierRecords.addAll(audit().records());
    steps().forEach((secret, steps) -> fork.earlierSteps.put(secret, new ArrayList<>(steps)));
    fork.labels.takeFrom(labels);
    fork.drawn = drawn;
    fork.watchLogins();
    return fork;
  }

  private void declareRest(String name, DeclaredFault fault) {
    var remaining = fault.fault().remaining();
    if (remaining.isEmpty() || remaining.getAsLong() > 0) {
      var rest = fault.spec().limitedTo(remaining);
      faults.put(name, new DeclaredFault(rest, rest.declare(this)));
    }
  }

  void declare(FaultSpec spec) {
    var earlier = faults.put(spec.name(), new DeclaredFault(spec, spec.declare(this)));
    if (earlier != null) {
      earlier.fault().remove();
    }
  }

  /** The emulator, for those who look further than scenarios do. */
  public SecretsEmulator emulator() {
    return aws;
  }

  public Instant now() {
    return aws.clock().instant();
  }

  /** What happened up to now. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  /** The names of the principals and whom they stand for. */
  public Map<String, Caller> principals() {
    var callers = new LinkedHashMap<String, Caller>();
    people.forEach((name, person) -> callers.put(name, person.caller()));
    return callers;
  }

  void happened(Kind kind, String text, Map<String, Object> details) {
    events.add(new Event(now(), kind, text, details));
  }

  /** What happened up to now was the making of the world, and no part of its story. */
  void settled() {
    events.clear();
    delivered.clear();
    recordsOfSetup = aws.audit().size();
    labels.changes(this);
    aws.values(); // from now on every value that is stored is known
  }

  /** Carries out one action, and notes what came of it. */
  public Outcome perform(Action action) {
    var steps = steps();
    var outcome = outcome(action);
    noteSteps(steps);
    labels.changes(this).forEach(change -> events.add(change));
    return outcome;
  }

  private Outcome outcome(Action action) {
    try {
      return action.verb().perform(this, action);
    } catch (ScenarioException problem) {
      throw problem;
    } catch (IllegalArgumentException problem) {
      throw new ScenarioException(action.place(), String.valueOf(problem.getMessage()), problem);
    }
  }

  private void noteSteps(Map<String, List<RotationTimeline.Entry>> before) {
    steps()
        .forEach(
            (secret, entries) ->
                entries.stream()
                    .skip(before.getOrDefault(secret, List.of()).size())
                    .forEach(entry -> events.add(Steps.event(secret, entry))));
  }

  /** What an event of EventBridge is about: a call, what the service did, or its detail type. */
  private static String name(dev.strongroom.audit.Event event) {
    return String.valueOf(event.detail().getOrDefault("eventName", event.detailType()));
  }

  /** The names of the events that EventBridge got, in order. */
  List<String> delivered() {
    return List.copyOf(delivered);
  }

  /** Every record of the audit since the world was made, those before a fork included. */
  AuditLog audit() {
    var all = new ArrayList<>(earlierRecords);
    var own = aws.audit().records();
    all.addAll(own.subList(Math.min(recordsOfSetup, own.size()), own.size()));
    return new AuditLog(all, 0);
  }

  /** Every step and event of the rotations from the beginning, by the secret's name. */
  Map<String, List<RotationTimeline.Entry>> steps() {
    var all = new LinkedHashMap<String, List<RotationTimeline.Entry>>();
    earlierSteps.forEach((secret, steps) -> all.put(secret, new ArrayList<>(steps)));
    for (var timeline : aws.rotations()) {
      all.computeIfAbsent(nameOf(timeline.secretArn()), first -> new ArrayList<>())
          .addAll(timeline.entries());
    }
    return all;
  }

  /** The names of all calls, service events and rotation steps, in the order of their time. */
  public List<String> history() {
    var names = new ArrayList<String>();
    for (var event : events) {
      if (event.kind() == Kind.ROTATION) {
        names.add(String.valueOf(event.details().get("step")));
      } else if (event.kind() == Kind.CALL) {
        names.add(String.valueOf(event.details().get("operation")));
      }
    }
    return names;
  }

  /** A secret's name, by its ARN. */
  static String nameOf(String arn) {
    var name = arn.substring(arn.lastIndexOf(':') + 1);
    return name.length() > 7 ? name.substring(0, name.length() - 7) : name;
  }

  /** Has the rotations of all secrets of a database note which labels log in. */
  void watchLogins() {
    for (var secret : new View(this).secrets()) {
      aws.rotation(secret).logins(value -> opens(value));
    }
  }

  /** Whether a value logs in to the database that it names; false if it names none. */
  boolean opens(SecretValue value) {
    var host = Values.host(value);
    return host != null && databases.has(host) && databases.opens(value, host);
  }

  Person person(@Nullable String name) {
    if (name == null) {
      return new Person("administrator", aws.administrator(), null, null, Map.of(), null);
    }
    var person = people.get(name);
    if (person == null) {
      throw new IllegalArgumentException("There is no principal '" + name + "' yet");
    }
    return person;
  }

  /** A number from 0 up to 1, the same in each run of the scenario. */
  double draw() {
    return new SplittableRandom(seed + 0x9E3779B97F4A7C15L * ++drawn).nextDouble();
  }

  String resolve(String text) {
    return Template.resolve(text, reference -> new View(this).valueOf(reference));
  }

  JsonNode resolve(JsonNode value) {
    return Template.resolve(value, reference -> new View(this).valueOf(reference));
  }

  /** Whether the policy of a secret lets in everybody. */
  public boolean hasPublicSecret() {
    var view = new View(this);
    return view.secrets().stream()
        .anyMatch(secret -> Policies.isPublic(view.policy(new Policies.Target(false, secret))));
  }

  /** Whether the policy of a key lets in everybody. */
  public boolean hasPublicKey() {
    var view = new View(this);
    return keys.keySet().stream()
        .anyMatch(key -> Policies.isPublic(view.policy(new Policies.Target(true, key))));
  }

  /** Whether a user or role may do everything with everything, or with all secrets and keys. */
  public boolean hasAlmightyPrincipal() {
    return people.values().stream()
        .flatMap(person -> person.policies().values().stream())
        .anyMatch(Policies::isAlmighty);
  }

  /** Every text that a report must not show: the values of all versions, or what is inside. */
  public List<String> secretTexts() {
    return aws.values().stream()
        .flatMap(stored -> Values.secrets(stored.value()).stream())
        .distinct()
        .toList();
  }

  /** Makes all policies of a kind allow everything to everybody: what a lazy repair would do. */
  public void openEverything(String kind) {
    Tricks.apply(this, kind);
  }

  @Override
  public void close() {
    aws.close();
    databases.close();
  }
}
