package dev.strongroom.seed;

import dev.strongroom.iam.PolicyDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an emulator starts with; immutable, each method returns a copy with more in it. A file says
 * the same in JSON or YAML, as do the output of {@code aws secretsmanager list-secrets} and {@code
 * batch-get-secret-value}, and a CloudFormation, SAM or CDK template.
 *
 * @param account the account of what names none; null for the emulator's default one
 * @param region the Region of what names none; null for the emulator's default one
 * @param frozenAt where the clock of an emulator stands still that is built from this seed; null if
 *     it ticks
 * @param vpcEndpoints policies of VPC endpoints by the endpoints' ids
 * @param parameters of Parameter Store
 * @param functions what rotates secrets, beside functions that a program registers
 * @param faults scripted failures, in the order of their declaration
 * @param notes what the file has beside that an emulator can't be given, in sentences
 */
public record Seed(
    @Nullable String account,
    @Nullable String region,
    @Nullable Instant frozenAt,
    List<AccountSeed> accounts,
    Map<String, PolicyDocument> vpcEndpoints,
    List<KeySeed> keys,
    List<SecretSeed> secrets,
    List<ParameterSeed> parameters,
    List<FunctionSeed> functions,
    List<FaultSeed> faults,
    List<String> notes) {

  /** Nothing at all. */
  public static final Seed EMPTY =
      new Seed(
          null, null, null, List.of(), Map.of(), List.of(), List.of(), List.of(), List.of(),
          List.of(), List.of());

  public Seed {
    accounts = List.copyOf(accounts);
    vpcEndpoints = Collections.unmodifiableMap(new LinkedHashMap<>(vpcEndpoints));
    keys = List.copyOf(keys);
    secrets = List.copyOf(secrets);
    parameters = List.copyOf(parameters);
    functions = List.copyOf(functions);
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
  }

  /** A seed of secrets only. */
  public static Seed of(SecretSeed... secrets) {
    return EMPTY.with(List.of(), Map.of(), List.of(), List.of(secrets));
  }

  /**
   * Reads a seed from JSON:
   *
   * <pre>{@code
   * {"secrets": [
   *   {"name": "prod/db", "json": {"username": "app", "password": "one"}, "tags": {"team": "shop"}},
   *   {"name": "prod/token", "string": "abc", "description": "of the partner"},
   *   {"name": "prod/key", "binary": "AAEC", "kmsKey": "alias/shop"},
   *   {"name": "prod/shared", "string": "abc", "replicas": ["eu-west-1", "eu-central-1"]},
   *   {"name": "prod/old", "string": "abc", "scheduledForDeletion": true}
   * ]}
   * }</pre>
   *
   * <p>The JSON Schema {@code dev/strongroom/seed/seed.schema.json} in this jar has all members. A
   * text can't read files or the environment: {@link #load} can.
   *
   * @throws IllegalArgumentException naming what is malformed, unknown, missing or of another type,
   *     with line and column; it quotes no value
   */
  public static Seed parse(String json) {
    return new SeedLoader().parse(json);
  }

  /**
   * Reads a seed from a file: JSON, YAML, the output of the AWS CLI, or a template. YAML and
   * templates need the dependency {@code dev.strongroom:strongroom-local}.
   *
   * @throws IOException if the file can't be read
   * @throws IllegalArgumentException naming file, line and column, and what is wrong there
   * @see SeedLoader
   */
  public static Seed load(Path file) throws IOException {
    return new SeedLoader().load(file);
  }

  /** A secret to be seeded, without a value so far. */
  public static SecretSeed secret(String name) {
    return SecretSeed.named(name);
  }

  /** This seed and one more secret. */
  public Seed and(SecretSeed secret) {
    return with(accounts, vpcEndpoints, keys, appended(secrets, List.of(secret)));
  }

  /** This seed and one more key. */
  public Seed and(KeySeed key) {
    return with(accounts, vpcEndpoints, appended(keys, List.of(key)), secrets);
  }

  /** This seed and one more account. */
  public Seed and(AccountSeed more) {
    return with(appended(accounts, List.of(more)), vpcEndpoints, keys, secrets);
  }

  /** This seed and one more parameter. */
  public Seed and(ParameterSeed parameter) {
    return with(appended(parameters, List.of(parameter)), functions);
  }

  /** This seed and one more rotation function. */
  public Seed and(FunctionSeed function) {
    return with(parameters, appended(functions, List.of(function)));
  }

  private Seed with(List<ParameterSeed> allParameters, List<FunctionSeed> allFunctions) {
    return new Seed(
        account,
        region,
        frozenAt,
        accounts,
        vpcEndpoints,
        keys,
        secrets,
        allParameters,
        allFunctions,
        faults,
        notes);
  }

  /** This seed and the policy of one more VPC endpoint. */
  public Seed vpcEndpoint(String id, PolicyDocument policy) {
    var endpoints = new LinkedHashMap<>(vpcEndpoints);
    endpoints.put(id, policy);
    return with(accounts, endpoints, keys, secrets);
  }

  private Seed with(
      List<AccountSeed> who,
      Map<String, PolicyDocument> endpoints,
      List<KeySeed> allKeys,
      List<SecretSeed> allSecrets) {
    return new Seed(
        account,
        region,
        frozenAt,
        who,
        endpoints,
        allKeys,
        allSecrets,
        parameters,
        functions,
        faults,
        notes);
  }

  /**
   * This seed, without the rotations that start as soon as it is put in: for functions that can't
   * be called yet.
   */
  public Seed withoutImmediateRotations() {
    return changing(SecretSeed::withoutImmediateRotation);
  }

  /** The rotation functions of this seed. */
  public Seed functionsOnly() {
    var only = EMPTY;
    for (var function : functions) {
      only = only.and(function);
    }
    return only;
  }

  /** This seed with another secret in place of each of its secrets. */
  public Seed changing(UnaryOperator<SecretSeed> change) {
    return with(accounts, vpcEndpoints, keys, secrets.stream().map(change).toList());
  }

  /**
   * This seed and another one. What the other has in its own account and Region stays there. A
   * secret of both gets its versions from the one that has some, so that the outputs of {@code
   * list-secrets} and {@code batch-get-secret-value} make one.
   *
   * @throws IllegalArgumentException if both say something else of the clock
   */
  public Seed and(Seed other) {
    if (frozenAt != null && other.frozenAt != null && !frozenAt.equals(other.frozenAt)) {
      throw new IllegalArgumentException(
          "One seed freezes the clock at " + frozenAt + ", another at " + other.frozenAt);
    }
    var endpoints = new LinkedHashMap<>(vpcEndpoints);
    endpoints.putAll(other.vpcEndpoints);
    var there = other.placedLike(this);
    return new Seed(
        account == null ? other.account : account,
        region == null ? other.region : region,
        frozenAt == null ? other.frozenAt : frozenAt,
        appended(accounts, there.accounts),
        endpoints,
        appended(keys, there.keys),
        merged(secrets, there.secrets),
        appended(parameters, there.parameters),
        appended(functions, other.functions),
        appended(faults, other.faults),
        appended(notes, other.notes));
  }

  /** Its entries with their account and Region, where those of the other seed are others. */
  private Seed placedLike(Seed first) {
    var otherAccount = first.account == null || first.account.equals(account) ? null : account;
    var otherRegion = first.region == null || first.region.equals(region) ? null : region;
    if (otherAccount == null && otherRegion == null) {
      return this;
    }
    return with(
            accounts.stream().map(who -> who.id() == null ? who.in(otherAccount) : who).toList(),
            vpcEndpoints,
            keys.stream().map(key -> key.placed(otherAccount, otherRegion)).toList(),
            secrets.stream().map(secret -> secret.placed(otherAccount, otherRegion)).toList())
        .with(
            parameters.stream()
                .map(parameter -> parameter.placed(otherAccount, otherRegion))
                .toList(),
            functions);
  }

  /** What two entries about one secret have in common, of which one at most says its versions. */
  private record Entry(
      String name, @Nullable String account, @Nullable String region, boolean hasVersions) {

    static Entry of(SecretSeed secret) {
      return new Entry(
          secret.name(), secret.account(), secret.region(), !secret.versions().isEmpty());
    }

    Entry counterpart() {
      return new Entry(name, account, region, !hasVersions);
    }
  }

  private static List<SecretSeed> merged(List<SecretSeed> ours, List<SecretSeed> others) {
    var merged = new ArrayList<SecretSeed>(ours.size() + others.size());
    var places = new HashMap<Entry, TreeSet<Integer>>();
    for (var secret : ours) {
      place(Entry.of(secret), merged.size(), places);
      merged.add(secret);
    }
    for (var other : others) {
      var entry = Entry.of(other);
      var counterparts = places.getOrDefault(entry.counterpart(), new TreeSet<>());
      var first = counterparts.isEmpty() ? null : counterparts.first();
      if (first == null) {
        place(entry, merged.size(), places);
        merged.add(other);
      } else {
        merged.set(first, merged(merged.get(first), other));
        if (entry.hasVersions()) {
          counterparts.remove(first);
          place(entry, first, places);
        }
      }
    }
    return merged;
  }

  private static void place(Entry entry, int index, Map<Entry, TreeSet<Integer>> places) {
    places.computeIfAbsent(entry, first -> new TreeSet<>()).add(index);
  }

  private static SecretSeed merged(SecretSeed one, SecretSeed other) {
    return one.versions().isEmpty()
        ? one.versions(other.versions())
        : other.versions(one.versions());
  }

  private static <T> List<T> appended(List<T> list, List<T> more) {
    var all = new ArrayList<>(list);
    all.addAll(more);
    return all;
  }
}
