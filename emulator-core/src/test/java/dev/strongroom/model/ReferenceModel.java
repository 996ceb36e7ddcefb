package dev.strongroom.model;

import static dev.strongroom.api.ErrorCode.INVALID_NEXT_TOKEN;
import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.RESOURCE_EXISTS;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.Filter;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.contract.Door;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The service once more, as naively as possible: mutable lists that are searched from end to end,
 * labels kept on the versions, and a copy of everything taken before each write, to go back to when
 * the write is refused. Its only purpose is to be compared with; it shares the vocabulary with the
 * core, but no line.
 *
 * <p>It knows one account and one Region, a clock that is set by hand, and no options.
 */
final class ReferenceModel implements Door {

  /** What the text of a refusal, or an ARN, is where nothing is known of AWS's. */
  static final String ANY_TEXT = "*";

  private static final String MARKED =
      "You can't perform this operation on the secret because it was marked for deletion.";
  private static final String CURRENT = "AWSCURRENT";
  private static final String PENDING = "AWSPENDING";
  private static final String PREVIOUS = "AWSPREVIOUS";

  private static final class Secret {
    String arn;
    String name;
    int number;
    String creationToken;
    Instant created;
    Instant changed;
    Instant accessed;
    Instant deletion;
    String description;
    String kmsKeyId;
    List<Tag> tags;
    List<Version> versions = new ArrayList<>(); // oldest first
    Set<String> pruned = new LinkedHashSet<>();

    Secret copy() {
      var copy = new Secret();
      copy.arn = arn;
      copy.name = name;
      copy.number = number;
      copy.creationToken = creationToken;
      copy.created = created;
      copy.changed = changed;
      copy.accessed = accessed;
      copy.deletion = deletion;
      copy.description = description;
      copy.kmsKeyId = kmsKeyId;
      copy.tags = tags == null ? null : new ArrayList<>(tags);
      versions.forEach(version -> copy.versions.add(version.copy()));
      copy.pruned.addAll(pruned);
      return copy;
    }

    Version version(String id) {
      for (var version : versions) {
        if (version.id.equals(id)) {
          return version;
        }
      }
      return null;
    }

    Version holder(String label) {
      for (var version : versions) {
        if (version.labels.contains(label)) {
          return version;
        }
      }
      return null;
    }

    void attach(String label, Version to) { // LBL-1
      versions.forEach(version -> version.labels.remove(label));
      to.labels.add(label);
    }
  }

  private static final class Version {
    String id;
    int number;
    SecretValue value;
    Instant created;
    Instant accessed;
    List<String> labels = new ArrayList<>();
    List<String> keys = new ArrayList<>();

    Version copy() {
      var copy = new Version();
      copy.id = id;
      copy.number = number;
      copy.value = value;
      copy.created = created;
      copy.accessed = accessed;
      copy.labels.addAll(labels);
      copy.keys.addAll(keys);
      return copy;
    }
  }

  /** What a page token stands for: the listing it belongs to, and where that goes on. */
  private record Bookmark(String listing, Object position, int number) {}

  private List<Secret> secrets = new ArrayList<>(); // in the order of creation
  private final Map<String, Bookmark> bookmarks = new HashMap<>();
  private Instant now;
  private String suffix = "AAAAAA";
  private int secretsMade;
  private int versionsMade;

  private final Map<String, String> keyArns;

  /**
   * @param keyArns the customer managed keys that there are, by the alias that requests use
   */
  ReferenceModel(Instant now, Map<String, String> keyArns) {
    this.keyArns = Map.copyOf(keyArns);
    this.now = now;
  }

  void setTime(Instant instant) {
    now = instant;
  }

  /** The six characters that the next ARN ends in: chance is not modelled, it is learned. */
  void learnSuffix(String next) {
    suffix = next;
  }

  /** When the secret of that name will disappear; null if it won't. */
  Instant deletionDate(String name) {
    forgetTheGone();
    for (var secret : secrets) {
      if (secret.name.equals(name)) {
        return secret.deletion;
      }
    }
    return null;
  }

  /** The value of a version, without leaving a trace of having read it. */
  SecretValue value(String arn, String versionId) {
    for (var secret : secrets) {
      var version = secret.arn.equals(arn) ? secret.version(versionId) : null;
      if (version != null) {
        return version.value;
      }
    }
    return null;
  }

  @Override
  @SuppressWarnings("unchecked") // each answer below is the request's own Result
  public <Q extends Request<R>, R extends Record> R call(Q request) {
    forgetTheGone();
    requireNoViolations(request);
    if (request instanceof GetSecretValue get) {
      return (R) get(get);
    } else if (request instanceof BatchGetSecretValue batch) {
      return (R) batch(batch);
    } else if (request instanceof DescribeSecret describe) {
      return (R) describe(find(describe.secretId()));
    } else if (request instanceof ListSecrets list) {
      return (R) list(list);
    } else if (request instanceof ListSecretVersionIds list) {
      return (R) versions(list);
    } else if (request instanceof GetRandomPassword password) {
      return (R) password(password);
    }
    var before = new ArrayList<Secret>();
    secrets.forEach(secret -> before.add(secret.copy()));
    try {
      return (R) write(request);
    } catch (ServiceError refusal) {
      secrets = before;
      throw refusal;
    }
  }

  private Record write(Request<?> request) {
    if (request instanceof CreateSecret create) {
      return create(create);
    } else if (request instanceof PutSecretValue put) {
      return put(put);
    } else if (request instanceof UpdateSecret update) {
      return update(update);
    } else if (request instanceof UpdateSecretVersionStage stage) {
      return stage(stage);
    } else if (request instanceof DeleteSecret delete) {
      return delete(delete);
    } else if (request instanceof RestoreSecret restore) {
      return restore(restore);
    } else if (request instanceof TagResource tag) {
      return tag(tag);
    } else if (request instanceof UntagResource untag) {
      return untag(untag);
    }
    throw new IllegalArgumentException(request.operation() + " is not modelled");
  }

  private void forgetTheGone() { // DEL-10
    secrets.removeIf(secret -> secret.deletion != null && !now.isBefore(secret.deletion));
  }

  // Names and ARNs

  private Secret find(String secretId) {
    return present(lookUp(checked(secretId)));
  }

  private static Secret present(Secret secret) {
    if (secret == null) { // ID-10
      throw RESOURCE_NOT_FOUND.error("Secrets Manager can't find the specified secret.");
    }
    return secret;
  }

  private Secret lookUp(String secretId) {
    boolean complete = secretId.startsWith("arn:") && secretId.matches(".*-[A-Za-z0-9]{6}"); // ID-4
    for (var secret : secrets) {
      var partial = secret.arn.substring(0, secret.arn.length() - 7);
      if (secretId.equals(secret.name)
          || secretId.equals(secret.arn)
          || (!complete && secretId.equals(partial))) { // ID-3
        return secret;
      }
    }
    return null;
  }

  private static String checked(String secretId) { // NAME-3
    var parts = secretId.split(":", 7);
    boolean arn = parts.length == 7 && parts[0].equals("arn") && parts[5].equals("secret");
    return checkedName(secretId, arn ? parts[6] : secretId);
  }

  private static String checkedName(String text, String name) {
    if (!name.matches("[-A-Za-z0-9/_+=.@!]*")) {
      throw VALIDATION.error(
          "Invalid name. Must be a valid name containing alphanumeric characters, "
              + "or any of the following: -/_+=.@!");
    }
    return text;
  }

  private String newArn(String name) { // ID-1
    return "arn:aws:secretsmanager:us-east-1:123456789012:secret:" + name + "-" + suffix;
  }

  // Values, versions and labels

  private CreateSecret.Result create(CreateSecret request) {
    checkedName(request.name(), request.name()); // CS-5
    requireToken(request.clientRequestToken());
    requireNotBoth(request.secretString(), request.secretBinary()); // CS-2
    requireUserTags(request.tags());
    var token = request.clientRequestToken();
    var value = either(request.secretString(), request.secretBinary());
    for (var existing : secrets) {
      if (existing.name.equals(request.name())) {
        return createdBefore(existing, token, value);
      }
    }
    var secret = new Secret();
    secret.arn = newArn(request.name());
    secret.name = request.name();
    secret.number = secretsMade++;
    secret.creationToken = token;
    secret.created = now;
    secret.changed = now;
    secret.description = orNone(request.description()); // CS-3
    secret.kmsKeyId = orNone(request.kmsKeyId());
    if (request.tags() != null) { // TAG-8
      secret.tags = new ArrayList<>();
      addTags(secret, request.tags());
    }
    secrets.add(secret);
    if (value != null) { // CS-1
      addVersion(secret, token, value, List.of(CURRENT));
    }
    return new CreateSecret.Result(secret.arn, secret.name, value == null ? null : token, null);
  }

  private static CreateSecret.Result createdBefore(
      Secret existing, String token, SecretValue value) {
    if (existing.deletion != null) { // MD-1, ORD-3
      throw INVALID_REQUEST.error(
          "You can't create this secret because a secret with this name is already scheduled for deletion.");
    }
    if (existing.version(token) != null) { // IDEM-3
      requireSameValue(existing, existing.version(token), value);
      return new CreateSecret.Result(existing.arn, existing.name, token, null);
    }
    if (value == null && existing.creationToken.equals(token)) { // a retry without a value
      return new CreateSecret.Result(existing.arn, existing.name, null, null);
    }
    throw RESOURCE_EXISTS.error( // IDEM-7
        "The operation failed because the secret " + existing.name + " already exists.");
  }

  private PutSecretValue.Result put(PutSecretValue request) {
    checked(request.secretId());
    requireToken(request.clientRequestToken());
    if (request.secretString() == null && request.secretBinary() == null) { // PSV-3
      throw INVALID_REQUEST.error("You must provide either SecretString or SecretBinary.");
    }
    requireNotBoth(request.secretString(), request.secretBinary()); // PSV-4
    var secret = unmarked(find(request.secretId())); // MD-5
    var token = request.clientRequestToken();
    var value = either(request.secretString(), request.secretBinary());
    var known = secret.version(token);
    if (known == null) {
      addVersion(
          secret,
          token,
          value,
          request.versionStages() == null ? List.of(CURRENT) : request.versionStages()); // LBL-4
      secret.changed = now;
    } else {
      requireSameValue(secret, known, value); // IDEM-4: nothing moves
    }
    return new PutSecretValue.Result(
        secret.arn, secret.name, token, List.copyOf(secret.version(token).labels));
  }

  private UpdateSecret.Result update(UpdateSecret request) {
    checked(request.secretId());
    requireToken(request.clientRequestToken());
    requireNotBoth(request.secretString(), request.secretBinary()); // US-6
    var secret = unmarked(find(request.secretId())); // MD-5
    if (request.description() != null) { // US-3, US-4
      secret.description = orNone(request.description());
    }
    if (request.kmsKeyId() != null) { // US-5, KMS-3
      var before = key(secret);
      secret.kmsKeyId = orNone(request.kmsKeyId());
      for (var label : List.of(CURRENT, PENDING, PREVIOUS)) {
        var holder = secret.holder(label);
        if (holder != null && !before.equals(key(secret))) {
          holder.keys.remove(key(secret));
          holder.keys.add(key(secret));
        }
      }
    }
    var token = request.clientRequestToken();
    var value = either(request.secretString(), request.secretBinary());
    if (value != null && secret.version(token) == null) { // US-1
      addVersion(secret, token, value, List.of(CURRENT));
    } else if (value != null) {
      requireSameValue(secret, secret.version(token), value); // IDEM-5
    }
    secret.changed = now; // US-7
    return new UpdateSecret.Result(secret.arn, secret.name, value == null ? null : token);
  }

  private void addVersion(Secret secret, String token, SecretValue value, List<String> labels) {
    var version = new Version();
    version.id = token;
    version.number = versionsMade++;
    version.value = value;
    version.created = now;
    version.keys.add(key(secret));
    boolean first = secret.versions.isEmpty();
    secret.versions.add(version);
    secret.pruned.remove(token);
    for (var label : labels) {
      if (!label.equals(CURRENT)) {
        secret.attach(label, version);
      }
    }
    if (first || labels.contains(CURRENT)) { // LBL-2, LBL-5
      var losing = secret.holder(CURRENT);
      moveCurrent(secret, version);
      if (losing != null) {
        losing.labels.remove(PENDING); // LBL-7; the others stay (LBL-8)
      }
    }
    requireLabelQuota(secret);
    prune(secret);
  }

  private static void moveCurrent(Secret secret, Version to) { // LBL-3, LBL-12
    var losing = secret.holder(CURRENT);
    secret.attach(CURRENT, to);
    if (losing != null && losing != to) {
      secret.attach(PREVIOUS, losing);
    }
  }

  private void prune(Secret secret) { // VER-3, VER-6
    while (secret.versions.size() > 100) {
      Version oldest = null;
      for (var version : secret.versions) {
        boolean young = version.created.isAfter(now.minus(Duration.ofHours(24)));
        if (oldest == null && !young && version.labels.isEmpty()) {
          oldest = version;
        }
      }
      if (oldest == null) {
        return;
      }
      secret.versions.remove(oldest);
      secret.pruned.add(oldest.id);
    }
  }

  private UpdateSecretVersionStage.Result stage(UpdateSecretVersionStage request) {
    var label = request.versionStage();
    var from = request.removeFromVersionId();
    var to = request.moveToVersionId();
    checked(request.secretId());
    if (from == null && to == null) { // USVS-9
      throw INVALID_PARAMETER.error(ANY_TEXT);
    }
    var secret = unmarked(find(request.secretId())); // MD-4
    for (var id : Arrays.asList(to, from)) { // USVS-10
      if (id != null && secret.version(id) == null) {
        throw noSuchVersion(id);
      }
    }
    if (to == null && label.equals(CURRENT)) { // USVS-6
      throw INVALID_PARAMETER.error(
          "You can only move staging label AWSCURRENT to a different secret version. "
              + "It can't be completely removed.");
    }
    var holder = secret.holder(label);
    if (from == null && holder != null && !holder.id.equals(to)) { // USVS-3
      throw INVALID_PARAMETER.error(
          "The parameter RemoveFromVersionId can't be empty. Staging label %s is currently attached to version %s, so you must explicitly reference that version in RemoveFromVersionId."
              .formatted(label, holder.id));
    }
    if (from != null && (holder == null || !holder.id.equals(from))) {
      if (to == null) { // USVS-7
        throw INVALID_PARAMETER.error(ANY_TEXT);
      }
      throw INVALID_PARAMETER.error( // USVS-4
          "When you move staging label %s, if you specify RemoveFromVersionId, it must be set to the version that currently has the staging label %s."
              .formatted(label, label));
    }
    if (to == null) { // USVS-5
      holder.labels.remove(label);
      secret.changed = now;
    } else if (holder == null || !holder.id.equals(to)) { // USVS-8: else nothing changes
      if (label.equals(CURRENT)) {
        moveCurrent(secret, secret.version(to)); // USVS-2, LBL-6, LBL-9
      } else {
        secret.attach(label, secret.version(to)); // USVS-1
      }
      requireLabelQuota(secret);
      secret.changed = now;
    }
    return new UpdateSecretVersionStage.Result(secret.arn, secret.name);
  }

  private static void requireLabelQuota(Secret secret) { // LBL-11
    int labels = 0;
    for (var version : secret.versions) {
      labels += version.labels.size();
    }
    if (labels > 20) {
      throw LIMIT_EXCEEDED.error(ANY_TEXT);
    }
  }

  private static void requireSameValue(Secret secret, Version version, SecretValue value) {
    if (!version.value.equals(value)) { // IDEM-6
      throw RESOURCE_EXISTS.error(
          "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s."
              .formatted(version.id, secret.arn));
    }
  }

  private static void requireToken(String token) { // IDEM-2
    if (token == null) {
      throw INVALID_REQUEST.error(
          "You must provide a ClientRequestToken value. We recommend a UUID-type value.");
    }
  }

  private static void requireNotBoth(SecretValue text, SecretValue binary) {
    if (text != null && binary != null) {
      throw INVALID_PARAMETER.error(
          "You can't specify both a binary secret value and a string secret value in the same secret.");
    }
  }

  private static SecretValue either(SecretValue text, SecretValue binary) {
    return text != null ? text : binary;
  }

  private static String orNone(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private String key(Secret secret) { // LSVI-1
    return secret.kmsKeyId == null ? "DefaultEncryptionKey" : keyArns.get(secret.kmsKeyId);
  }

  // Reading

  private GetSecretValue.Result get(GetSecretValue request) {
    var secret = unmarked(find(request.secretId())); // MD-2
    var id = request.versionId();
    var label = request.versionStage() == null ? CURRENT : request.versionStage(); // GSV-1
    if (id != null && secret.pruned.contains(id)) { // VER-5
      throw INVALID_REQUEST.error(
          "You can't perform this operation on secret version " + id + " because it was deleted.");
    }
    var version = id != null ? secret.version(id) : secret.holder(label);
    if (version == null) { // GSV-2, GSV-3, GSV-5
      throw id != null
          ? noSuchVersion(id)
          : RESOURCE_NOT_FOUND.error(
              "Secrets Manager can't find the specified secret value for staging label: " + label);
    }
    if (id != null
        && request.versionStage() != null
        && !version.labels.contains(label)) { // GSV-4, ORD-4
      throw INVALID_REQUEST.error(
          "You provided a VersionStage that is not associated to the provided VersionId.");
    }
    version.accessed = now.truncatedTo(ChronoUnit.DAYS); // TS-4
    secret.accessed = version.accessed; // TS-3
    return new GetSecretValue.Result(
        secret.arn,
        secret.name,
        version.id,
        version.value.isText() ? null : version.value,
        version.value.isText() ? version.value : null,
        version.labels.isEmpty() ? null : version.labels,
        version.created); // TS-5
  }

  private static ServiceError noSuchVersion(String id) {
    return RESOURCE_NOT_FOUND.error(
        "Secrets Manager can't find the specified secret value for VersionId: " + id);
  }

  private BatchGetSecretValue.Result batch(BatchGetSecretValue request) {
    if ((request.secretIdList() == null) == (request.filters() == null)) { // BGSV-3
      throw INVALID_PARAMETER.error(
          "Either 'SecretIdList' or 'Filters' must be provided, but not both.");
    }
    if (request.maxResults() != null && request.filters() == null) { // BGSV-4
      throw INVALID_PARAMETER.error(
          "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.");
    }
    var ids = request.secretIdList();
    String nextToken = null;
    if (request.filters() != null) { // BGSV-7
      requireWholeFilters(request.filters());
      var listing = "batch of " + request.filters();
      int max = request.maxResults() == null ? 20 : request.maxResults();
      var page =
          page(listing, selected(request.filters(), false), "", true, max, request.nextToken());
      ids = page.secrets.stream().map(secret -> secret.arn).toList();
      nextToken = page.nextToken;
    }
    var values = new ArrayList<GetSecretValue.Result>();
    var errors = new ArrayList<BatchGetSecretValue.ApiError>();
    for (var id : ids) { // BGSV-6
      try {
        values.add(call(GetSecretValue.of(id))); // BGSV-1
      } catch (ServiceError refusal) { // BGSV-2
        errors.add(new BatchGetSecretValue.ApiError(id, refusal.code().wireName(), refusal.text()));
      }
    }
    return new BatchGetSecretValue.Result(values, nextToken, errors); // BGSV-5
  }

  private static DescribeSecret.Result describe(Secret secret) {
    return new DescribeSecret.Result(
        secret.arn,
        secret.name,
        secret.description,
        secret.kmsKeyId,
        secret.changed,
        secret.accessed,
        secret.deletion, // MD-8, TS-7
        secret.tags,
        stages(secret),
        secret.created,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Map<String, List<String>> stages(Secret secret) { // VER-1
    var stages = new LinkedHashMap<String, List<String>>();
    for (var version : secret.versions) {
      if (!version.labels.isEmpty()) {
        stages.put(version.id, List.copyOf(version.labels));
      }
    }
    return stages.isEmpty() ? null : stages;
  }

  private ListSecretVersionIds.Result versions(ListSecretVersionIds request) {
    var secret = find(request.secretId());
    boolean deprecated = Boolean.TRUE.equals(request.includeDeprecated()); // LSVI-2
    var listing = "versions of " + secret.arn + deprecated;
    int max = request.maxResults() == null ? 100 : request.maxResults(); // PG-1
    var bookmark = bookmark(request.nextToken(), listing);
    var entries = new ArrayList<ListSecretVersionIds.Entry>();
    for (int i = secret.versions.size() - 1; i >= 0; i--) { // PG-7
      var version = secret.versions.get(i);
      boolean listed = deprecated || !version.labels.isEmpty();
      if (!listed || (bookmark != null && version.number > bookmark.number)) {
        continue;
      }
      if (entries.size() == max) {
        var token = "page-" + bookmarks.size();
        bookmarks.put(token, new Bookmark(listing, "", version.number));
        return new ListSecretVersionIds.Result(entries, token, secret.arn, secret.name);
      }
      entries.add(
          new ListSecretVersionIds.Entry(
              version.id,
              version.labels.isEmpty() ? null : version.labels,
              version.accessed,
              version.created,
              version.keys));
    }
    return new ListSecretVersionIds.Result(entries, null, secret.arn, secret.name);
  }

  // Listing

  private record Page(List<Secret> secrets, String nextToken) {}

  private ListSecrets.Result list(ListSecrets request) {
    requireWholeFilters(request.filters());
    boolean scheduled = Boolean.TRUE.equals(request.includePlannedDeletion());
    var sortBy = request.sortBy() == null ? "created-date" : request.sortBy(); // PG-4
    boolean ascending = !"desc".equals(request.sortOrder());
    var listing = "list of " + request.filters() + scheduled + sortBy + ascending;
    int max = request.maxResults() == null ? 100 : request.maxResults(); // PG-1
    var page =
        page(
            listing,
            selected(request.filters(), scheduled),
            sortBy,
            ascending,
            max,
            request.nextToken());
    var entries = new ArrayList<ListSecrets.Entry>();
    for (var secret : page.secrets) {
      entries.add(
          new ListSecrets.Entry(
              secret.arn,
              secret.name,
              secret.description,
              secret.kmsKeyId,
              secret.changed,
              secret.accessed,
              secret.deletion,
              secret.tags,
              stages(secret),
              secret.created,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null));
    }
    return new ListSecrets.Result(entries, page.nextToken);
  }

  private List<Secret> selected(List<Filter> filters, boolean scheduled) {
    var selected = new ArrayList<Secret>();
    for (var secret : secrets) {
      boolean matches = scheduled || secret.deletion == null; // MD-10
      for (var filter : filters == null ? List.<Filter>of() : filters) { // FLT-2
        boolean any = false;
        for (var value : filter.values()) { // FLT-3
          any |=
              value.startsWith("!") // FLT-10, FLT-11
                  ? !matches(secret, filter.key(), value.substring(1))
                  : matches(secret, filter.key(), value);
        }
        matches &= any;
      }
      if (matches) {
        selected.add(secret);
      }
    }
    return selected;
  }

  private static boolean matches(Secret secret, String key, String wanted) {
    var texts = new ArrayList<String>();
    if (key.equals("name") || key.equals("all")) {
      texts.add(secret.name);
    }
    if (key.equals("description") || key.equals("all")) {
      texts.add(secret.description);
    }
    for (var tag : secret.tags == null ? List.<Tag>of() : secret.tags) {
      if (key.equals("tag-key") || key.equals("all")) {
        texts.add(tag.key());
      }
      if (key.equals("tag-value") || key.equals("all")) {
        texts.add(tag.value());
      }
    }
    texts.removeIf(Objects::isNull);
    boolean byWords = key.equals("description") || key.equals("all"); // FLT-5, FLT-6
    for (var text : texts) {
      if (byWords ? allWordsFound(wanted, text) : text.startsWith(wanted)) { // FLT-4, FLT-9
        return true;
      }
    }
    return false;
  }

  private static boolean allWordsFound(String wanted, String text) {
    boolean all = !words(wanted).isEmpty();
    for (var prefix : words(wanted)) {
      boolean found = false;
      for (var word : words(text)) {
        found |= word.startsWith(prefix);
      }
      all &= found;
    }
    return all;
  }

  /** FLT-7, as a handful of replacements. */
  static List<String> words(String text) {
    var spaced =
        text.replaceAll("[^\\p{L}\\p{Nd}]", " ")
            .replaceAll("(?=\\p{Lu}\\p{Ll})", " ")
            .replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ")
            .replaceAll("(?<=\\p{L})(?=\\p{Nd})", " ")
            .toLowerCase(Locale.ROOT)
            .trim();
    return spaced.isEmpty() ? List.of() : List.of(spaced.split(" +"));
  }

  private static void requireWholeFilters(List<Filter> filters) { // FLT-12
    for (var filter : filters == null ? List.<Filter>of() : filters) {
      if (filter.key() == null) {
        throw INVALID_PARAMETER.error("Invalid filter key");
      }
      if (filter.values() == null) {
        throw INVALID_PARAMETER.error("Invalid filter values for key: " + filter.key());
      }
    }
  }

  private Page page(
      String listing,
      List<Secret> selected,
      String sortBy,
      boolean ascending,
      int max,
      String nextToken) {
    Comparator<Bookmark> order =
        Comparator.comparing(Bookmark::position, ReferenceModel::compare)
            .thenComparing(Bookmark::number);
    if (!ascending) {
      order = order.reversed();
    }
    var directed = order;
    var after = bookmark(nextToken, listing);
    var sorted = new ArrayList<>(selected);
    sorted.sort((a, b) -> directed.compare(place(listing, a, sortBy), place(listing, b, sortBy)));
    if (after != null) {
      sorted.removeIf(secret -> directed.compare(place(listing, secret, sortBy), after) <= 0);
    }
    if (sorted.size() <= max) {
      return new Page(sorted, null);
    }
    var token = "page-" + bookmarks.size();
    bookmarks.put(token, place(listing, sorted.get(max - 1), sortBy));
    return new Page(sorted.subList(0, max), token);
  }

  private static Bookmark place(String listing, Secret secret, String sortBy) { // PG-5
    Object position =
        switch (sortBy) {
          case "name" -> secret.name;
          case "last-changed-date" -> secret.changed;
          case "last-accessed-date" ->
              secret.accessed == null ? Instant.EPOCH : secret.accessed; // never read: first
          default -> secret.number;
        };
    boolean unique = sortBy.equals("name");
    return new Bookmark(listing, position, unique ? 0 : secret.number);
  }

  @SuppressWarnings("unchecked") // positions of one listing are of one type
  private static int compare(Object one, Object other) {
    return ((Comparable<Object>) one).compareTo(other);
  }

  private Bookmark bookmark(String token, String listing) { // PG-2, PG-3
    var bookmark = bookmarks.get(token);
    if (token != null && (bookmark == null || !bookmark.listing.equals(listing))) {
      throw INVALID_NEXT_TOKEN.error("The NextToken value is invalid.");
    }
    return bookmark;
  }

  // Deletion and tags

  private DeleteSecret.Result delete(DeleteSecret request) {
    checked(request.secretId()); // DEL-11
    var window = request.recoveryWindowInDays();
    boolean force = Boolean.TRUE.equals(request.forceDeleteWithoutRecovery());
    if (window != null && (window < 7 || window > 30)) { // DEL-2
      throw INVALID_PARAMETER.error(
          "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    if (window != null && force) { // DEL-3
      throw INVALID_PARAMETER.error(
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    var secret = lookUp(request.secretId());
    if (force) { // DEL-6, DEL-7, MD-12
      secrets.remove(secret);
      return secret != null
          ? new DeleteSecret.Result(secret.arn, secret.name, now)
          : new DeleteSecret.Result(ANY_TEXT, request.secretId(), now);
    }
    unmarked(present(secret)); // MD-11
    secret.deletion = now.plus(Duration.ofDays(window == null ? 30 : window)); // DEL-1, TS-6
    secret.changed = now;
    return new DeleteSecret.Result(secret.arn, secret.name, secret.deletion);
  }

  private RestoreSecret.Result restore(RestoreSecret request) {
    var secret = find(request.secretId());
    if (secret.deletion != null) { // RS-1; a live one stays as it is (RS-2)
      secret.deletion = null;
      secret.changed = now;
    }
    return new RestoreSecret.Result(secret.arn, secret.name);
  }

  private TagResource.Result tag(TagResource request) {
    checked(request.secretId());
    requireUserTags(request.tags());
    var secret = unmarked(find(request.secretId())); // MD-3
    if (secret.tags == null) {
      secret.tags = new ArrayList<>();
    }
    addTags(secret, request.tags());
    secret.changed = now;
    return new TagResource.Result();
  }

  private static void addTags(Secret secret, List<Tag> tags) {
    for (var tag : tags) { // TAG-5
      int known = -1;
      for (int i = 0; i < secret.tags.size(); i++) {
        known = secret.tags.get(i).key().equals(tag.key()) ? i : known;
      }
      if (known >= 0) {
        secret.tags.set(known, tag);
      } else {
        secret.tags.add(tag);
      }
    }
    if (secret.tags.size() > 50) { // TAG-2, TAG-7
      throw INVALID_PARAMETER.error(ANY_TEXT);
    }
  }

  private UntagResource.Result untag(UntagResource request) {
    checked(request.secretId());
    request.tagKeys().forEach(ReferenceModel::requireUserKey);
    var secret = unmarked(find(request.secretId())); // MD-3
    boolean removed =
        secret.tags != null && secret.tags.removeIf(tag -> request.tagKeys().contains(tag.key()));
    if (removed) { // TAG-6: else nothing changes
      secret.changed = now;
    }
    return new UntagResource.Result();
  }

  private static void requireUserTags(List<Tag> tags) {
    for (var tag : tags == null ? List.<Tag>of() : tags) {
      requireUserKey(tag.key());
    }
  }

  private static void requireUserKey(String key) {
    if (key == null || key.startsWith("aws:")) { // TAG-1, TAG-3
      throw INVALID_PARAMETER.error(ANY_TEXT);
    }
  }

  private static Secret unmarked(Secret secret) {
    if (secret.deletion != null) {
      throw INVALID_REQUEST.error(MARKED);
    }
    return secret;
  }

  // Passwords

  /** Refuses what must be refused; the password itself is judged by {@link #isFitting}. */
  private static GetRandomPassword.Result password(GetRandomPassword request) {
    var types = passwordTypes(request);
    long length = request.passwordLength() == null ? 32 : request.passwordLength();
    boolean each = !Boolean.FALSE.equals(request.requireEachIncludedType());
    if (each && length < types.size()) { // GRP-5
      throw INVALID_PARAMETER.error("Password length is too short based on the required types.");
    }
    boolean anyLeft = Boolean.TRUE.equals(request.includeSpace());
    for (var type : types) {
      anyLeft |= !type.isEmpty();
      if (each && type.isEmpty()) { // GRP-6
        throw INVALID_PARAMETER.error(ANY_TEXT);
      }
    }
    if (!anyLeft) { // GRP-6
      throw INVALID_PARAMETER.error(ANY_TEXT);
    }
    return new GetRandomPassword.Result(null);
  }

  /** GRP-1 to GRP-3, GRP-7. */
  static boolean isFitting(GetRandomPassword request, String password) {
    long length = request.passwordLength() == null ? 32 : request.passwordLength();
    var types = passwordTypes(request);
    var allowed = String.join("", types);
    if (Boolean.TRUE.equals(request.includeSpace())) {
      allowed += " ";
    }
    boolean fits = password.length() == length;
    for (int i = 0; i < password.length(); i++) {
      fits &= allowed.indexOf(password.charAt(i)) >= 0;
    }
    for (var type : types) {
      boolean drawn = password.chars().anyMatch(each -> type.indexOf(each) >= 0);
      fits &= drawn || Boolean.FALSE.equals(request.requireEachIncludedType());
    }
    return fits;
  }

  private static List<String> passwordTypes(GetRandomPassword request) {
    var types = new ArrayList<String>();
    if (!Boolean.TRUE.equals(request.excludeLowercase())) {
      types.add("abcdefghijklmnopqrstuvwxyz");
    }
    if (!Boolean.TRUE.equals(request.excludeUppercase())) {
      types.add("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    }
    if (!Boolean.TRUE.equals(request.excludeNumbers())) {
      types.add("0123456789");
    }
    if (!Boolean.TRUE.equals(request.excludePunctuation())) {
      types.add("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
    }
    var excluded = Objects.requireNonNullElse(request.excludeCharacters(), "");
    for (int i = 0; i < excluded.length(); i++) {
      var character = excluded.substring(i, i + 1);
      types.replaceAll(type -> type.replace(character, ""));
    }
    return types;
  }

  // Constraints of the service model (VAL-1 to VAL-7)

  private static void requireNoViolations(Request<?> request) {
    var found = new ArrayList<String>();
    if (request instanceof CreateSecret create) {
      length(found, "name", required(found, "name", create.name()), 1, 512);
      length(found, "clientRequestToken", create.clientRequestToken(), 32, 64);
      length(found, "description", create.description(), 0, 2048);
      value(found, "secretString", create.secretString());
      value(found, "secretBinary", create.secretBinary());
      tags(found, create.tags());
    } else if (request instanceof PutSecretValue put) {
      secretId(found, put.secretId());
      length(found, "clientRequestToken", put.clientRequestToken(), 32, 64);
      value(found, "secretString", put.secretString());
      value(found, "secretBinary", put.secretBinary());
      versionStages(found, put.versionStages());
    } else if (request instanceof UpdateSecret update) {
      secretId(found, update.secretId());
      length(found, "clientRequestToken", update.clientRequestToken(), 32, 64);
      length(found, "description", update.description(), 0, 2048);
      value(found, "secretString", update.secretString());
      value(found, "secretBinary", update.secretBinary());
    } else if (request instanceof UpdateSecretVersionStage stage) {
      secretId(found, stage.secretId());
      length(found, "versionStage", required(found, "versionStage", stage.versionStage()), 1, 256);
      length(found, "removeFromVersionId", stage.removeFromVersionId(), 32, 64);
      length(found, "moveToVersionId", stage.moveToVersionId(), 32, 64);
    } else if (request instanceof GetSecretValue get) {
      secretId(found, get.secretId());
      length(found, "versionId", get.versionId(), 32, 64);
      length(found, "versionStage", get.versionStage(), 1, 256);
    } else if (request instanceof BatchGetSecretValue batch) {
      if (batch.secretIdList() != null) {
        range(found, "secretIdList", batch.secretIdList(), batch.secretIdList().size(), 1, 20);
      }
      filters(found, batch.filters());
      maxResults(found, batch.maxResults(), 20);
      length(found, "nextToken", batch.nextToken(), 1, 4096);
    } else if (request instanceof ListSecrets list) {
      filters(found, list.filters());
      maxResults(found, list.maxResults(), 100);
      length(found, "nextToken", list.nextToken(), 1, 4096);
      enumeration(found, "sortOrder", list.sortOrder(), "asc", "desc");
      enumeration(
          found,
          "sortBy",
          list.sortBy(),
          "created-date",
          "last-accessed-date",
          "last-changed-date",
          "name");
    } else if (request instanceof ListSecretVersionIds list) {
      secretId(found, list.secretId());
      maxResults(found, list.maxResults(), 100);
      length(found, "nextToken", list.nextToken(), 1, 4096);
    } else if (request instanceof DescribeSecret describe) {
      secretId(found, describe.secretId());
    } else if (request instanceof DeleteSecret delete) {
      secretId(found, delete.secretId());
    } else if (request instanceof RestoreSecret restore) {
      secretId(found, restore.secretId());
    } else if (request instanceof TagResource tag) {
      secretId(found, tag.secretId());
      tags(found, required(found, "tags", tag.tags()));
    } else if (request instanceof UntagResource untag) {
      secretId(found, untag.secretId());
      tagKeys(found, untag.tagKeys());
    } else if (request instanceof GetRandomPassword password) {
      var length = password.passwordLength();
      if (length != null && (length < 1 || length > 4096)) { // GRP-4
        var bound = length < 1 ? "greater than or equal to 1" : "less than or equal to 4096";
        violation(found, length, "passwordLength", "Member must have value " + bound);
      }
    }
    if (!found.isEmpty()) { // VAL-2
      throw VALIDATION.error(
          found.size()
              + (found.size() == 1 ? " validation error" : " validation errors")
              + " detected: "
              + String.join("; ", found));
    }
  }

  private static void violation(List<String> found, Object value, String path, String constraint) {
    var shown = value == null ? "Value null" : "Value '" + value + "'";
    found.add(shown + " at '" + path + "' failed to satisfy constraint: " + constraint);
  }

  private static <T> T required(List<String> found, String path, T value) { // VAL-4
    if (value == null) {
      violation(found, null, path, "Member must not be null");
    }
    return value;
  }

  private static void secretId(List<String> found, String secretId) {
    length(found, "secretId", required(found, "secretId", secretId), 1, 2048);
  }

  private static void length(List<String> found, String path, String text, int min, int max) {
    if (text != null) {
      range(found, path, text, text.length(), min, max);
    }
  }

  private static void range(
      List<String> found, String path, Object value, int length, int min, int max) { // VAL-5
    if (length < min) {
      violation(found, value, path, "Member must have length greater than or equal to " + min);
    }
    if (length > max) {
      violation(found, value, path, "Member must have length less than or equal to " + max);
    }
  }

  private static void value(List<String> found, String path, SecretValue value) { // VAL-7
    if (value != null && value.length() == 0) {
      found.add(
          "Value at '%s' failed to satisfy constraint: Member must have length greater than or equal to 1"
              .formatted(path));
    }
    if (value != null && value.length() > 65536) { // VAL-11
      found.add(
          "Value at '%s' failed to satisfy constraint: Member must have length less than or equal to 65536"
              .formatted(path));
    }
  }

  private static void maxResults(List<String> found, Integer value, int max) { // PG-1
    if (value != null && (value < 1 || value > max)) {
      var bound = value < 1 ? "greater than or equal to 1" : "less than or equal to " + max;
      violation(found, value, "maxResults", "Member must have value " + bound);
    }
  }

  private static void enumeration(
      List<String> found, String path, String value, String... allowed) {
    if (value != null && !List.of(allowed).contains(value)) {
      violation(
          found, value, path, "Member must satisfy enum value set: " + Arrays.toString(allowed));
    }
  }

  private static void versionStages(List<String> found, List<String> stages) {
    if (stages != null) {
      range(found, "versionStages", stages, stages.size(), 1, 20);
      if (stages.stream().anyMatch(stage -> stage.isEmpty() || stage.length() > 256)) { // VAL-6
        violation(
            found,
            stages,
            "versionStages",
            "Member must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 1]");
      }
    }
  }

  private static void tags(List<String> found, List<Tag> tags) { // TAG-1, VAL-3
    for (int i = 0; tags != null && i < tags.size(); i++) {
      var path = "tags." + (i + 1) + ".member.";
      length(found, path + "key", tags.get(i).key(), 1, 128);
      length(found, path + "value", tags.get(i).value(), 0, 256);
    }
  }

  private static void tagKeys(List<String> found, List<String> keys) {
    required(found, "tagKeys", keys);
    if (keys != null && keys.stream().anyMatch(key -> key.isEmpty() || key.length() > 128)) {
      violation(
          found,
          keys,
          "tagKeys",
          "Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]");
    }
  }

  private static void filters(List<String> found, List<Filter> filters) { // FLT-1
    if (filters != null) {
      range(found, "filters", filters, filters.size(), 0, 10);
    }
    for (int i = 0; filters != null && i < filters.size(); i++) {
      var filter = filters.get(i);
      var path = "filters." + (i + 1) + ".member.";
      enumeration(
          found,
          path + "key",
          filter.key(),
          "description",
          "name",
          "tag-key",
          "tag-value",
          "primary-region",
          "owning-service",
          "all");
      if (filter.values() != null) {
        range(found, path + "values", filter.values(), filter.values().size(), 1, 10);
        if (filter.values().stream()
            .anyMatch(value -> !value.matches("!?[a-zA-Z0-9 :_@/+=.!-]*"))) {
          violation(
              found,
              filter.values(),
              path + "values",
              "Member must satisfy constraint: [Member must have length less than or equal to 512, Member must satisfy regular expression pattern: ^\\!?[a-zA-Z0-9 :_@\\/\\+\\=\\.\\-\\!]*$]");
        }
      }
    }
  }
}
