package dev.strongroom.teaching.world;

import static dev.strongroom.teaching.world.Names.Kind.APPLICATION;
import static dev.strongroom.teaching.world.Names.Kind.DATABASE;
import static dev.strongroom.teaching.world.Names.Kind.ENDPOINT;
import static dev.strongroom.teaching.world.Names.Kind.FAULT;
import static dev.strongroom.teaching.world.Names.Kind.FUNCTION;
import static dev.strongroom.teaching.world.Names.Kind.KEY;
import static dev.strongroom.teaching.world.Names.Kind.PRINCIPAL;
import static dev.strongroom.teaching.world.Names.Kind.SAVED;
import static dev.strongroom.teaching.world.Names.Kind.SECRET;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.strongroom.EmulatorBuilder;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.fault.Quotas;
import dev.strongroom.rotation.DatabaseEngine;
import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.ScenarioException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the world that the block {@code world} of a scenario describes. */
public final class Setup {

  private static final String START = "2026-01-01T09:00:00Z";

  private final Members file;
  private final Names names;

  private Setup(Members file, Names names) {
    this.file = file;
    this.names = names;
  }

  /** The names that the block gives. */
  public static Names names(Members file) {
    file.only(
        "clock",
        "random",
        "account",
        "region",
        "settings",
        "quotas",
        "secrets",
        "keys",
        "principals",
        "databases",
        "functions",
        "applications",
        "endpoints",
        "scps",
        "faults");
    var names = new Names();
    for (var secret : file.each("secrets")) {
      names.add(SECRET, List.of(secret.asMembers().text("name")));
    }
    names.add(KEY, file.members("keys").names());
    names.add(PRINCIPAL, file.members("principals").names());
    names.add(DATABASE, file.members("databases").names());
    names.add(FUNCTION, file.members("functions").names());
    names.add(APPLICATION, file.members("applications").names());
    names.add(ENDPOINT, file.members("endpoints").names());
    names.add(FAULT, file.members("faults").names());
    names.add(SAVED, List.of("account", "region"));
    return names;
  }

  /**
   * Makes the world.
   *
   * @throws ScenarioException saying where the block asks for something that can't be
   */
  public static World world(Members file, Names names) {
    var setup = new Setup(file, names);
    var world = setup.emptyWorld();
    try {
      setup.fill(world);
      return world;
    } catch (ScenarioException problem) {
      world.close();
      throw problem;
    } catch (RuntimeException problem) {
      world.close();
      throw new ScenarioException(file.place(), String.valueOf(problem.getMessage()), problem);
    }
  }

  private World emptyWorld() {
    var builder = SecretsEmulator.builder();
    var clock = file.find("clock");
    builder.frozenAt(clock == null ? Instant.parse(START) : clock.asInstant());
    long random = file.integer("random", 1);
    builder.randomSeed(random);
    file.with("account", account -> builder.accountId(account.asName()));
    file.with("region", region -> builder.region(region.asName()));
    file.with("settings", settings -> settings(builder, settings.asMembers()));
    file.with("quotas", quotas -> builder.quotas(quotas(quotas)));
    return new World(builder.build(), new Databases(), random);
  }

  private static void settings(EmulatorBuilder builder, Members file) {
    file.only(
        "version-quota",
        "force-delete-lag",
        "purge-delay",
        "replication-lag",
        "rotation-attempts",
        "asynchronous-rotation");
    builder.versionQuota(file.flag("version-quota"));
    file.with("force-delete-lag", lag -> builder.forceDeleteLag(lag.asDuration()));
    file.with("purge-delay", delay -> builder.purgeDelay(delay.asDuration()));
    var lags = file.members("replication-lag");
    lags.names().forEach(to -> builder.replicationLag(to, lags.get(to).asDuration()));
    file.with(
        "rotation-attempts",
        attempts -> builder.rotationAttempts(attempts.asInteger(), Duration.ofMinutes(10)));
    builder.asynchronousRotation(file.flag("asynchronous-rotation"));
  }

  private static Quotas quotas(Located file) {
    var quotas = Quotas.aws();
    if (file instanceof Members rates) {
      for (var operation : rates.names()) {
        quotas = quotas.rate(operation, rates.get(operation).asInteger());
      }
    } else {
      file.asOneOf(List.of("aws"));
    }
    return quotas;
  }

  /** In this order, because each kind may refer to those before it. */
  private void fill(World world) {
    world.saved.put("account", world.aws.administrator().accountId());
    world.saved.put("region", world.aws.administrator().region());
    each("principals", (name, one) -> world.people.put(name, person(world, name, one)));
    each("databases", (name, one) -> database(world, name, one));
    each("keys", (name, one) -> key(world, name, one));
    for (var secret : file.each("secrets")) {
      SecretSetup.secret(world, names, secret.asMembers());
    }
    each("functions", (name, one) -> world.functions.put(function(world, name, one)));
    each("principals", (name, one) -> policies(world, name, one));
    var controls = file.members("scps");
    for (var account : controls.names()) {
      Policies.setControls(world, account, controls.get(account).asItems().values());
    }
    var endpoints = file.members("endpoints");
    for (var endpoint : endpoints.names()) {
      var policy = endpoints.get(endpoint).asMembers();
      if (!policy.names().isEmpty()) {
        Policies.setEndpoint(world, endpoint, Policies.parse(world, policy));
      }
    }
    each(
        "applications", (name, one) -> world.applications.put(name, application(world, name, one)));
    each("faults", (name, one) -> world.declare(new FaultSpec(name, one)));
    world.watchLogins();
    world.settled();
  }

  private interface Use {
    void of(String name, Members file);
  }

  private void each(String block, Use use) {
    var members = file.members(block);
    for (var name : members.names()) {
      var one = members.get(name).asMembers();
      try {
        use.of(name, one);
      } catch (ScenarioException problem) {
        throw problem;
      } catch (IllegalArgumentException problem) {
        throw new ScenarioException(one.place(), String.valueOf(problem.getMessage()), problem);
      }
    }
  }

  private static Person person(World world, String name, Members file) {
    file.only(
        "account",
        "role",
        "user",
        "administrator",
        "policies",
        "boundary",
        "tags",
        "trust",
        "context");
    var account = file.text("account", world.aws.administrator().accountId());
    var region = world.aws.administrator().region();
    if (file.flag("administrator")) {
      return new Person(name, Caller.administrator(account, region), null, null, Map.of(), null);
    }
    var kind = file.oneOf(List.of("role", "user"));
    var resource = kind + "/" + file.text(kind);
    var entity =
        Objects.requireNonNull(
            new Person(name, Caller.administrator(account, region), resource, null, Map.of(), null)
                .entity(world.aws));
    entity.accessKey(name);
    var tags = file.members("tags");
    tags.names().forEach(key -> entity.tag(key, tags.text(key)));
    var caller = entity.caller();
    var context = file.members("context");
    for (var key : context.names()) {
      caller = caller.with(key, context.texts(key).toArray(String[]::new));
    }
    return new Person(name, caller, resource, null, Map.of(), null);
  }

  private static void policies(World world, String name, Members file) {
    var policies = file.members("policies");
    for (var policy : policies.names()) {
      var document = policies.get(policy).asMembers();
      Policies.set(world, name, policy, Policies.document(world, document));
    }
    file.with(
        "boundary", policy -> Policies.setBoundary(world, name, Policies.parse(world, policy)));
    file.with("trust", policy -> Policies.setTrust(world, name, policy));
  }

  private static void database(World world, String host, Members file) {
    file.only("engine", "users");
    var engines = List.of(DatabaseEngine.values());
    var engineName =
        file.get("engine").asOneOf(engines.stream().flatMap(e -> e.names().stream()).toList());
    var engine =
        engines.stream().filter(e -> e.names().contains(engineName)).findFirst().orElseThrow();
    var users = file.members("users");
    var statements = new ArrayList<String>();
    for (var user : users.names()) {
      var value = users.get(user);
      if (value instanceof Members detailed) {
        detailed.only("password", "admin");
        statements.add(
            Databases.createUser(user, detailed.text("password"), detailed.flag("admin")));
      } else {
        statements.add(Databases.createUser(user, value.asName(), false));
      }
    }
    world.databases.add(host, engine, statements);
  }

  private static void key(World world, String name, Members file) {
    file.only("account", "region", "alias", "policy");
    var owner =
        Caller.administrator(
            file.text("account", world.aws.administrator().accountId()),
            file.text("region", world.aws.administrator().region()));
    var members = JsonNodeFactory.instance.objectNode();
    file.with("policy", policy -> members.put("Policy", world.resolve(policy.json()).toString()));
    var created = SecretSetup.arranged(world, owner, "CreateKey", members, file);
    var metadata = created.result().path("KeyMetadata");
    world.keys.put(name, metadata.path("Arn").asText());
    file.with(
        "alias",
        alias ->
            SecretSetup.arranged(
                world,
                owner,
                "CreateAlias",
                JsonNodeFactory.instance
                    .objectNode()
                    .put("AliasName", alias.asName())
                    .put("TargetKeyId", metadata.path("KeyId").asText()),
                alias));
  }

  private Functions.Spec function(World world, String name, Members file) {
    file.only("kind", "database", "as", "invocable", "reaches");
    var kind = file.get("kind").asOneOf(Functions.KINDS);
    var database = file.optionalText("database");
    if (database != null) {
      names.require(DATABASE, database, file.get("database").place());
    } else if (kind.endsWith("-user") || kind.endsWith("-users")) {
      throw file.error(
          "a function of kind " + kind + " names the 'database' whose users it rotates");
    }
    return new Functions.Spec(
        name,
        kind,
        database,
        caller(world, file),
        file.flag("invocable", true),
        file.has("reaches") ? Functions.network(file.texts("reaches")) : null);
  }

  private @Nullable Caller caller(World world, Members file) {
    var as = file.optionalText("as");
    if (as == null) {
      return null;
    }
    names.require(PRINCIPAL, as, file.get("as").place());
    return world.person(as).caller();
  }

  private Application application(World world, String name, Members file) {
    file.only("as", "secret", "cache", "refresh-on-failure");
    var secret = file.text("secret");
    names.require(SECRET, secret, file.get("secret").place());
    var cacheText = file.text("cache", "none");
    var words =
        Arrays.stream(Application.Cache.values())
            .filter(c -> c != Application.Cache.TTL)
            .map(c -> c.name().toLowerCase(Locale.ROOT))
            .toList();
    var cache =
        cacheText.startsWith("P")
            ? Application.Cache.TTL
            : Application.Cache.valueOf(
                file.has("cache")
                    ? file.get("cache").asOneOf(words).toUpperCase(Locale.ROOT)
                    : "NONE");
    var caller = caller(world, file);
    return new Application(
        new Application.Spec(
            name,
            caller == null ? world.aws.administrator() : caller,
            secret,
            cache,
            cache == Application.Cache.TTL
                ? file.get("cache").asDuration()
                : Application.defaultTtl(),
            file.flag("refresh-on-failure")));
  }
}
