package dev.strongroom.model;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.contract.CoreDoor;
import dev.strongroom.contract.Door;
import dev.strongroom.model.Step.Advance;
import dev.strongroom.model.Step.AdvanceToDeletion;
import dev.strongroom.model.Step.Call;
import dev.strongroom.model.Step.NextPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One history, lived by the emulator and by the reference model side by side. After each step the
 * two must have answered alike, a refusal must have changed nothing, and the secret that the step
 * was about must look alike; every 20 steps everything must.
 */
final class DifferentialRun {

  private static final Instant START = Instant.parse("2026-01-01T22:15:30.123Z");
  private static final int FULL_LOOK = 20;

  /** Where the two parted. */
  record Difference(int step, String what) {}

  private final SecretsEmulator emulator =
      SecretsEmulator.builder().frozenAt(START).randomSeed(1).build();
  private final Door core = new CoreDoor(emulator);
  private final ReferenceModel model =
      new ReferenceModel(
          START, Map.of("alias/one", key("alias/one"), "alias/two", key("alias/two")));
  private final Names names = new Names();
  private final Set<String> outcomes = new TreeSet<>();
  private Request<?> lastListing;
  private String coreToken;
  private String modelToken;

  private DifferentialRun() {}

  private String key(String alias) {
    var administrator = emulator.administrator();
    var request = CreateKey.DEFAULT;
    var key = emulator.execute(administrator, request).result().keyMetadata();
    emulator.execute(administrator, new CreateAlias(alias, key.keyId()));
    return key.arn();
  }

  /** Runs a history to its end or to the first difference. */
  static Optional<Difference> run(List<Step> history) {
    return new DifferentialRun().fight(history);
  }

  /** What the operations came to in a history, e.g. {@code DeleteSecret: ok}, without any names. */
  static Set<String> outcomes(List<Step> history) {
    var duel = new DifferentialRun();
    duel.fight(history);
    return duel.outcomes;
  }

  /** The same history without all the steps that the difference does not need. */
  static List<Step> shortest(List<Step> history, int firstDifference) {
    var needed = new ArrayList<>(history.subList(0, firstDifference + 1));
    for (int size = needed.size() / 2; size > 0; size /= 2) {
      for (int from = needed.size() - 1 - size; from >= 0; from -= size) {
        var fewer = new ArrayList<>(needed);
        fewer.subList(from, from + size).clear();
        var difference = run(fewer);
        if (difference.isPresent()) {
          needed = new ArrayList<>(fewer.subList(0, difference.get().step() + 1));
          from = Math.min(from, needed.size() - 1);
        }
      }
    }
    return needed;
  }

  /** Every step of a history with what it came to, one a line. */
  static String told(List<Step> history) {
    var duel = new DifferentialRun();
    var story = new StringBuilder();
    for (int i = 0; i < history.size(); i++) {
      var step = history.get(i);
      story.append(duel.emulator.clock().instant()).append("  ").append(duel.shown(step));
      var difference = duel.live(step, i == history.size() - 1);
      story.append(difference == null ? "" : "\n    " + difference).append('\n');
    }
    return story.toString();
  }

  private Optional<Difference> fight(List<Step> history) {
    for (int i = 0; i < history.size(); i++) {
      boolean full = i % FULL_LOOK == FULL_LOOK - 1 || i == history.size() - 1;
      var difference = live(history.get(i), full);
      if (difference != null) {
        return Optional.of(new Difference(i, difference));
      }
    }
    return Optional.empty();
  }

  private String live(Step step, boolean full) {
    String difference = null;
    if (step instanceof Call call) {
      var request = call.request().apply(names);
      difference = answerDiffers(request, request);
    } else if (step instanceof NextPage next && lastListing != null) {
      difference =
          answerDiffers(
              page(coreToken, next.ofAnotherListing()), page(modelToken, next.ofAnotherListing()));
    } else if (step instanceof Advance advance) {
      advanceTo(emulator.clock().instant().plus(advance.by()));
    } else if (step instanceof AdvanceToDeletion advance) {
      var deletion = model.deletionDate(advance.name());
      if (deletion != null) {
        advanceTo(deletion.plus(advance.offset()));
      }
    }
    return difference == null && full ? worldDiffers() : difference;
  }

  private void advanceTo(Instant instant) {
    var by = Duration.between(emulator.clock().instant(), instant);
    if (!by.isNegative()) {
      emulator.clock().advance(by);
      model.setTime(instant);
    }
  }

  private String answerDiffers(Request<?> forCore, Request<?> forModel) {
    var before = emulator.snapshot();
    var ours = answer(core, forCore);
    if (ours instanceof CreateSecret.Result created) {
      learn(created);
    }
    var theirs = answer(model, forModel);
    if (ours instanceof ServiceError && !emulator.snapshot().equals(before)) {
      return "the refusal changed something: " + shown(ours);
    }
    if (!alike(forCore, ours, theirs)) {
      return "the emulator answered " + shown(ours) + "\n    but the model " + shown(theirs);
    }
    outcomes.add(forCore.operation() + ": " + outcome(ours));
    rememberListing(forCore, ours, theirs);
    var secretId =
        NormalizedResult.result(forCore) instanceof Map<?, ?> m ? m.get("secretId") : null;
    return secretId == null ? null : secretDiffers((String) secretId);
  }

  private static String outcome(Object answer) {
    if (!(answer instanceof ServiceError refusal)) {
      return "ok";
    }
    return refusal.code() == ErrorCode.VALIDATION && refusal.text().contains(" detected: ")
        ? "constraint violated"
        : refusal
            .text()
            .replaceAll("arn:[^ ]*", "<arn>")
            .replaceAll("t-[0-9-]{30,}", "<id>")
            .replaceAll("label:? [A-Za-z0-9]+", "label <label>")
            .replaceAll("the secret [^ ]* already", "the secret <name> already");
  }

  private static Object answer(Door door, Request<?> request) {
    try {
      return called(door, request);
    } catch (ServiceError refusal) {
      return refusal;
    }
  }

  @SuppressWarnings("unchecked") // each request is one of its own Result
  private static <R extends Record> Record called(Door door, Request<?> request) {
    return door.call((Request<R>) request);
  }

  /**
   * Teaches the model what chance gave the emulator. Only a replay may answer with an ARN that was
   * there before (ID-2), and then the model knows it and needs no suffix.
   */
  private void learn(CreateSecret.Result created) {
    boolean fresh = names.learn(created.name(), created.arn());
    model.learnSuffix(fresh ? created.arn().substring(created.arn().length() - 6) : "no new one");
  }

  private static boolean alike(Request<?> request, Object ours, Object theirs) {
    if (ours instanceof ServiceError our && theirs instanceof ServiceError their) {
      return our.code() == their.code()
          && (their.text().equals(ReferenceModel.ANY_TEXT)
              || NormalizedResult.text(our.text()).equals(NormalizedResult.text(their.text())));
    }
    if (ours instanceof GetRandomPassword.Result our
        && theirs instanceof GetRandomPassword.Result) {
      return ReferencePasswords.isFitting(
          (GetRandomPassword) request, our.randomPassword().text()); // no value to compare with
    }
    if (ours instanceof DeleteSecret.Result our
        && theirs instanceof DeleteSecret.Result their
        && their.arn().equals(ReferenceModel.ANY_TEXT)) { // DEL-6
      return our.deletionDate().equals(their.deletionDate())
          && (their.name().startsWith("arn:") || our.name().equals(their.name()));
    }
    return Objects.equals(NormalizedResult.result(ours), NormalizedResult.result(theirs));
  }

  // Pages

  private void rememberListing(Request<?> request, Object ours, Object theirs) {
    if (ours instanceof ListSecrets.Result our && theirs instanceof ListSecrets.Result their) {
      rememberListing(request, our.nextToken(), their.nextToken());
    } else if (ours instanceof ListSecretVersionIds.Result our
        && theirs instanceof ListSecretVersionIds.Result their) {
      rememberListing(request, our.nextToken(), their.nextToken());
    } else if (ours instanceof BatchGetSecretValue.Result our
        && theirs instanceof BatchGetSecretValue.Result their) {
      rememberListing(request, our.nextToken(), their.nextToken());
    }
  }

  private void rememberListing(Request<?> request, String ours, String theirs) {
    if (ours != null) {
      lastListing = request;
      coreToken = ours;
      modelToken = theirs;
    }
  }

  private Request<?> page(String token, boolean ofAnotherListing) {
    if (lastListing instanceof ListSecrets list) {
      return new ListSecrets(
          Boolean.TRUE.equals(list.includePlannedDeletion()) != ofAnotherListing,
          list.maxResults(),
          token,
          list.filters(),
          list.sortOrder(),
          list.sortBy());
    }
    if (lastListing instanceof ListSecretVersionIds list) {
      return new ListSecretVersionIds(
          list.secretId(),
          list.maxResults(),
          token,
          Boolean.TRUE.equals(list.includeDeprecated()) != ofAnotherListing);
    }
    var batch = (BatchGetSecretValue) lastListing;
    return ofAnotherListing
        ? ListSecrets.all()
            .withIncludePlannedDeletion(false)
            .withMaxResults(batch.maxResults())
            .withNextToken(token)
            .withFilters(batch.filters())
        : BatchGetSecretValue.matching(batch.filters())
            .withMaxResults(batch.maxResults())
            .withNextToken(token);
  }

  // State

  private String secretDiffers(String id) {
    for (var request :
        List.of(new DescribeSecret(id), ListSecretVersionIds.of(id).withIncludeDeprecated(true))) {
      var ours = answer(core, request);
      var theirs = answer(model, request);
      if (!alike(request, ours, theirs)) {
        return "afterwards %s tells %s%n    but the model %s"
            .formatted(request, shown(ours), shown(theirs));
      }
    }
    return null;
  }

  /**
   * Everything that can be seen, values included; they are read in a fork, as reading leaves
   * traces.
   */
  private String worldDiffers() {
    var list = ListSecrets.all().withIncludePlannedDeletion(true).withMaxResults(100);
    var ours = answer(core, list);
    var theirs = answer(model, list);
    if (!alike(list, ours, theirs)) {
      return "ListSecrets tells %s%n    but the model %s".formatted(shown(ours), shown(theirs));
    }
    var fork = new CoreDoor(emulator.fork());
    for (var entry : ((ListSecrets.Result) ours).secretList()) {
      var difference = secretDiffers(entry.arn());
      if (difference != null) {
        return difference;
      }
      if (entry.deletedDate() != null) {
        continue; // nobody can read it
      }
      var versions = ListSecretVersionIds.of(entry.arn()).withIncludeDeprecated(true);
      for (var version : core.call(versions).versions()) {
        var inFork =
            answer(fork, GetSecretValue.of(entry.arn()).withVersionId(version.versionId()));
        var expected = model.value(entry.arn(), version.versionId());
        if (!(inFork instanceof GetSecretValue.Result result)
            || !Objects.equals(
                expected,
                result.secretString() == null ? result.secretBinary() : result.secretString())) {
          return "version " + version.versionId() + " of " + entry.arn() + " has another value";
        }
      }
    }
    return null;
  }

  private String shown(Step step) {
    if (step instanceof Call call) {
      return call.request().apply(names).toString();
    }
    return step instanceof NextPage next && lastListing != null
        ? page(coreToken, next.ofAnotherListing()).toString()
        : step.toString();
  }

  private static String shown(Object answer) {
    return answer instanceof ServiceError refusal
        ? refusal.code().wireName() + ": " + refusal.text()
        : answer.getClass().getEnclosingClass().getSimpleName()
            + new TreeMap<>((Map<?, ?>) NormalizedResult.result(answer));
  }
}
