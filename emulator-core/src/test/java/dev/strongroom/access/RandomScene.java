package dev.strongroom.access;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.ValidateResourcePolicy;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.service.iam.api.ContextEntry;
import dev.strongroom.internal.service.iam.api.SimulatePrincipalPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A random emulator of two accounts, and everything that is called in it. */
final class RandomScene {

  private static final String OWNER = "111111111111";
  private static final String PARTNER = "222222222222";

  final SecretsEmulator aws;
  final Calls calls;
  final String customerKey;
  final Caller owner;
  final List<Caller> callers = new ArrayList<>();
  final List<String> arns = new ArrayList<>();
  final Random random;

  RandomScene(int seed) {
    random = new Random(seed);
    aws =
        SecretsEmulator.builder()
            .accountId(OWNER)
            .frozenAt(Instant.parse("2026-01-01T10:15:30Z"))
            .randomSeed(seed)
            .build();
    calls = new Calls(aws);
    owner = aws.administrator();
    customerKey = aws.execute(owner, CreateKey.DEFAULT).result().keyMetadata().arn();
    var key = customerKey;
    arns.add(create("prod/db", key));
    arns.add(create("blue/api", null));
    callers.add(owner);
    callers.add(aws.account(PARTNER).administrator());
    callers.add(attach(aws.account(OWNER).role("app"), key).session("s").caller());
    callers.add(attach(aws.account(OWNER).user("alice"), key).caller());
    callers.add(attach(aws.account(OWNER).role("batch"), key).caller());
    callers.add(attach(aws.account(PARTNER).role("etl"), key).caller());
    callers.add(attach(aws.account(PARTNER).user("bob"), key).caller());
    for (var arn : arns) {
      if (random.nextInt(100) < 65) {
        putLeniently(PutResourcePolicy.of(arn, shared("secretsmanager:").toJson()));
      }
    }
    if (random.nextInt(100) < 50) {
      var policy = PolicyDocument.allow("kms:*").to(OWNER).and(shared("kms:"));
      putLeniently(PutKeyPolicy.of(key, policy.toJson()));
    }
    for (var account : List.of(OWNER, PARTNER)) {
      if (random.nextInt(100) < 15) {
        aws.account(account)
            .serviceControlPolicies(PolicyDocument.allow("*"), own(key, "Deny", "Allow"));
      }
    }
  }

  private String create(String name, @Nullable String key) {
    var value = SecretValue.ofText("one");
    var tags = List.of(new Tag("team", name.substring(0, 4)));
    return aws.execute(
            owner,
            CreateSecret.of(name, Secrets.token(1))
                .withKmsKeyId(key)
                .withSecretString(value)
                .withTags(tags))
        .result()
        .arn();
  }

  /** A random policy may lock its author out; then it isn't there. */
  private void putLeniently(Request<?> request) {
    calls.refusal(owner, request);
  }

  private IamEntity attach(IamEntity entity, String key) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      entity.policy(own(key, "Allow", "Allow", "Allow", "Allow", "Allow", "Deny"));
    }
    if (random.nextInt(100) < 20) {
      entity.boundary(own(key, "Allow"));
    }
    return entity;
  }

  /** A statement of an identity, a boundary or an SCP. */
  private PolicyDocument own(String key, String... effects) {
    var actions = action("");
    var policy =
        pick(effects).equals("Allow")
            ? PolicyDocument.allow(actions)
            : PolicyDocument.deny(actions);
    policy = policy.on(pick("*", "*", "*", arns.get(0), arns.get(1), key, pattern()));
    return random.nextInt(4) == 0 ? condition(policy) : policy;
  }

  /** A statement of a secret or key. */
  private PolicyDocument shared(String prefix) {
    var policy =
        random.nextInt(8) == 0
            ? PolicyDocument.deny(action(prefix))
            : PolicyDocument.allow(action(prefix));
    policy =
        policy.to(
            pick(
                "*",
                OWNER,
                PARTNER,
                PARTNER,
                "arn:aws:iam::111111111111:role/app",
                "arn:aws:sts::111111111111:assumed-role/app/s",
                "arn:aws:iam::111111111111:user/alice",
                "arn:aws:iam::222222222222:role/etl",
                "arn:aws:iam::222222222222:user/bob"));
    return random.nextInt(4) == 0 ? condition(policy) : policy;
  }

  private PolicyDocument condition(PolicyDocument policy) {
    return switch (random.nextInt(4)) {
      case 0 -> policy.when("StringEquals", "aws:ResourceTag/team", pick("prod", "blue"));
      case 1 ->
          policy.when(
              pick("StringEquals", "StringEqualsIfExists"),
              "secretsmanager:VersionStage",
              "AWSCURRENT");
      case 2 -> policy.when("StringLike", "kms:ViaService", "secretsmanager.*");
      default -> policy.when("StringEquals", "aws:PrincipalAccount", pick(OWNER, PARTNER));
    };
  }

  private String action(String prefix) {
    return prefix.equals("kms:")
        ? pick("kms:*", "kms:Decrypt", "kms:GenerateDataKey", "*")
        : prefix.isEmpty()
            ? pick("*", "*", "secretsmanager:*", "secretsmanager:Get*", "kms:*", "kms:Decrypt")
            : pick("secretsmanager:*", "secretsmanager:*", "secretsmanager:*Value", "*");
  }

  private String pattern() {
    return pick(
        "arn:aws:secretsmanager:*:*:secret:prod/*",
        "arn:aws:secretsmanager:*:*:secret:*",
        arns.get(0).substring(0, arns.get(0).length() - 7),
        "arn:aws:kms:*:*:key/*");
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  /** One call of everything that needs other permissions. */
  List<Request<?>> requests() {
    var requests = new ArrayList<Request<?>>();
    for (var arn : arns) {
      requests.add(GetSecretValue.of(arn));
      requests.add(GetSecretValue.of(arn).withVersionStage("AWSCURRENT"));
      requests.add(put(arn));
      requests.add(new DescribeSecret(arn));
      requests.add(new TagResource(arn, List.of(new Tag("k", "v"))));
      requests.add(DeleteSecret.of(arn));
      requests.add(UpdateSecret.of(arn, Secrets.token(3)).withDescription("text").withKmsKeyId(""));
    }
    var tags = List.of(new Tag("k", "v"));
    var value = SecretValue.ofText("x");
    requests.add(CreateSecret.of("a", Secrets.token(1)).withSecretString(value).withTags(tags));
    requests.add(ListSecrets.all());
    requests.add(BatchGetSecretValue.of(List.of(arns.get(0), arns.get(1))));
    requests.add(
        new ValidateResourcePolicy(
            arns.get(0), PolicyDocument.allow("secretsmanager:*").to(OWNER).toJson()));
    return requests;
  }

  private static PutSecretValue put(String arn) {
    return PutSecretValue.of(arn, Secrets.token(2)).withSecretString(SecretValue.ofText("two"));
  }

  /** Whether nothing is refused for lack of permission; what the call changed is taken back. */
  boolean isPermitted(Caller caller, Request<?> request) {
    var before = aws.snapshot();
    try {
      var result = calls.execute(caller, request);
      return !(result instanceof BatchGetSecretValue.Result batch)
          || batch.errors().stream()
              .noneMatch(error -> error.errorCode().equals("AccessDeniedException"));
    } catch (ServiceError refusal) {
      assertThat(aws.snapshot()).as("a refusal changes nothing").isEqualTo(before);
      return refusal.code() != ACCESS_DENIED;
    } finally {
      aws.restore(before);
    }
  }

  /** Asks IAM's simulator a question that a call has asked, with everything it can be given. */
  String simulated(Caller user, AccessDecision decision) {
    var asked = decision.request();
    var arn = asked.resource().arn();
    var policy = asked.resource().policy();
    var entries =
        Stream.of("aws:ResourceTag/team", "secretsmanager:VersionStage", "kms:ViaService")
            .filter(key -> !asked.context().values(key).isEmpty())
            .map(key -> new ContextEntry(key, asked.context().values(key), "string"))
            .toList();
    var request =
        new SimulatePrincipalPolicy(
            user.principalArn(),
            null,
            null,
            List.of(decision.action()),
            arn.startsWith("arn:") ? List.of(arn) : null,
            policy == null ? null : policy.toJson(),
            null,
            null,
            entries,
            null,
            null);
    var before = aws.snapshot();
    try { // by a role that control policies don't limit
      var asking = aws.account(user.accountId()).role("aws-service-role/a").allow("iam:*");
      var results = aws.execute(asking.caller(), request).result().evaluationResults();
      return Objects.requireNonNull(results).get(0).evalDecision();
    } finally {
      aws.restore(before);
    }
  }

  /** Schedules or removes a secret, or disables the customer key, at random. */
  void changeStates() {
    switch (random.nextInt(4)) {
      case 0 -> calls.refusal(owner, DeleteSecret.of(arns.get(0)));
      case 1 ->
          calls.refusal(owner, DeleteSecret.of(arns.get(0)).withForceDeleteWithoutRecovery(true));
      case 2 -> calls.refusal(owner, new DisableKey(customerKey));
      default -> {}
    }
  }

  Caller anyCaller() {
    return callers.get(random.nextInt(callers.size()));
  }

  Request<?> anyRequest() {
    var requests = requests();
    return requests.get(random.nextInt(requests.size()));
  }
}
