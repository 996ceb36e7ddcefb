package dev.strongroom.model;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.model.ReferenceState.unmarked;
import static dev.strongroom.model.ReferenceVersions.CURRENT;
import static dev.strongroom.model.ReferenceVersions.noSuchVersion;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.contract.Door;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;

/**
 * The service once more, as naively as possible: mutable lists that are searched from end to end,
 * labels kept on the versions, and a copy of everything taken before each write, to go back to when
 * the write is refused. Its only purpose is to be compared with; it shares the vocabulary with the
 * core, but no line. Reads of one secret are here; {@link ReferenceWrites}, {@link
 * ReferenceVersions}, {@link ReferenceListings}, {@link ReferencePasswords} and {@link
 * ReferenceConstraints} have the rest, over one {@link ReferenceState}.
 *
 * <p>It knows one account and one Region, a clock that is set by hand, and no options.
 */
final class ReferenceModel implements Door {

  /** What the text of a refusal, or an ARN, is where nothing is known of AWS's. */
  static final String ANY_TEXT = "*";

  private final ReferenceState state;
  private final ReferenceWrites writes;
  private final ReferenceListings listings;

  /**
   * @param keyArns the customer managed keys that there are, by the alias that requests use
   */
  ReferenceModel(Instant now, Map<String, String> keyArns) {
    state = new ReferenceState(now, keyArns);
    writes = new ReferenceWrites(state);
    listings = new ReferenceListings(state);
  }

  void setTime(Instant instant) {
    state.now = instant;
  }

  /** The six characters that the next ARN ends in: chance is not modelled, it is learned. */
  void learnSuffix(String next) {
    writes.learnSuffix(next);
  }

  /** When the secret of that name will disappear; null if it won't. */
  Instant deletionDate(String name) {
    state.forgetTheGone();
    for (var secret : state.secrets) {
      if (secret.name.equals(name)) {
        return secret.deletion;
      }
    }
    return null;
  }

  /** The value of a version, without leaving a trace of having read it. */
  SecretValue value(String arn, String versionId) {
    for (var secret : state.secrets) {
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
    state.forgetTheGone();
    ReferenceConstraints.requireNoViolations(request);
    if (request instanceof GetSecretValue get) {
      return (R) get(get);
    } else if (request instanceof BatchGetSecretValue batch) {
      return (R) batch(batch);
    } else if (request instanceof DescribeSecret describe) {
      return (R) describe(state.find(describe.secretId()));
    } else if (request instanceof ListSecrets list) {
      return (R) listings.list(list);
    } else if (request instanceof ListSecretVersionIds list) {
      return (R) listings.versions(list);
    } else if (request instanceof GetRandomPassword password) {
      return (R) ReferencePasswords.password(password);
    }
    var before = new ArrayList<ReferenceSecret>();
    state.secrets.forEach(secret -> before.add(secret.copy()));
    try {
      return (R) writes.write(request);
    } catch (ServiceError refusal) {
      state.secrets = before;
      throw refusal;
    }
  }

  private GetSecretValue.Result get(GetSecretValue request) {
    var secret = unmarked(state.find(request.secretId())); // MD-2
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
    version.accessed = state.now.truncatedTo(ChronoUnit.DAYS); // TS-4
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
      ReferenceListings.requireWholeFilters(request.filters());
      var listing = "batch of " + request.filters();
      int max = request.maxResults() == null ? 20 : request.maxResults();
      var page =
          listings.page(
              listing,
              listings.selected(request.filters(), false),
              "",
              true,
              max,
              request.nextToken());
      ids = page.secrets().stream().map(secret -> secret.arn).toList();
      nextToken = page.nextToken();
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

  private static DescribeSecret.Result describe(ReferenceSecret secret) {
    return new DescribeSecret.Result(
        secret.arn,
        secret.name,
        secret.description,
        secret.kmsKeyId,
        secret.changed,
        secret.accessed,
        secret.deletion, // MD-8, TS-7
        secret.tags,
        secret.stages(),
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
}
