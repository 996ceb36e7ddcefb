package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.engine.Call.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations GetSecretValue and BatchGetSecretValue. */
public final class Reading {

  static final int BATCH_PAGE = 20; // PG-1

  private Reading() {}

  public static GetSecretValue.Result getSecretValue(
      Secret secret, GetSecretValue request, Context context) {
    Values.requireReachableKey(secret, context);
    secret.requireNotMarkedForDeletion(); // MD-2
    var version = select(secret.versions(), request.versionId(), request.versionStage());
    var stored = version.value();
    if (stored == null) { // ORD-5, GSV-7
      throw request.versionId() != null
          ? noSuchVersion(request.versionId())
          : noSuchStage(String.valueOf(request.versionStage()));
    }
    var value = context.keys().open(secret.arn(), version.id(), stored);
    var stages = secret.versions().labelsOf(version.id());
    return new GetSecretValue.Result(
        context.arn(),
        secret.name(),
        version.id(),
        value.isText() ? null : value,
        value.isText() ? value : null,
        stages.isEmpty() ? null : stages,
        version.created()); // TS-5
  }

  private static Version select(Versions versions, @Nullable String id, @Nullable String stage) {
    if (id == null) {
      var label = stage == null ? Versions.CURRENT : stage; // GSV-1, GSV-2, GSV-5
      var version = versions.labelled(label);
      if (version == null || version.value() == null) {
        throw noSuchStage(label);
      }
      return version;
    }
    if (versions.pruned().contains(id)) { // VER-5
      throw INVALID_REQUEST.error(
          "You can't perform this operation on secret version " + id + " because it was deleted.");
    }
    var version = versions.find(id);
    if (version == null) { // GSV-3, GSV-6
      throw noSuchVersion(id);
    }
    if (stage != null && !versions.labelsOf(id).contains(stage)) { // GSV-4, ORD-4
      throw INVALID_REQUEST.error(
          "You provided a VersionStage that is not associated to the provided VersionId.");
    }
    return version;
  }

  static ServiceError noSuchVersion(String id) {
    return RESOURCE_NOT_FOUND.error(
        "Secrets Manager can't find the specified secret value for VersionId: " + id);
  }

  private static ServiceError noSuchStage(String label) {
    return RESOURCE_NOT_FOUND.error(
        "Secrets Manager can't find the specified secret value for staging label: " + label);
  }

  public static void check(BatchGetSecretValue request) {
    if ((request.secretIdList() == null) == (request.filters() == null)) { // BGSV-3
      throw INVALID_PARAMETER.error(
          "Either 'SecretIdList' or 'Filters' must be provided, but not both.");
    }
    if (request.maxResults() != null && request.filters() == null) { // BGSV-4
      throw INVALID_PARAMETER.error(
          "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.");
    }
    Filters.check(request.filters());
  }

  /**
   * Reads each secret by a call of its own; a failed read becomes an entry among the errors
   * (BGSV-2).
   */
  public static BatchGetSecretValue.Result batchGetSecretValue(
      RegionSecrets region,
      BatchGetSecretValue request,
      Context context,
      Function<GetSecretValue, Attempt<GetSecretValue.Result>> get) {
    List<String> ids;
    String nextToken = null;
    if (request.filters() == null) {
      ids = request.secretIdList() == null ? List.of() : request.secretIdList();
    } else { // BGSV-7: secrets marked for deletion are not selected
      var selection =
          new Listing.Selection(
              request.operation(), false, request.filters(), Listing.Order.CREATED, true);
      int max = request.maxResults() == null ? BATCH_PAGE : request.maxResults();
      var page = Listing.page(region, selection, max, request.nextToken(), context);
      ids = page.secrets().stream().map(secret -> secret.arn().toString()).toList();
      nextToken = page.nextToken();
    }
    var values = new ArrayList<GetSecretValue.Result>();
    var errors = new ArrayList<BatchGetSecretValue.ApiError>();
    for (var id : ids) { // BGSV-6
      var attempt = get.apply(GetSecretValue.of(id)); // BGSV-1
      var value = attempt.result();
      var refusal = attempt.refusal();
      if (value != null) {
        values.add(value);
      } else if (refusal != null) {
        errors.add(new BatchGetSecretValue.ApiError(id, refusal.code().wireName(), refusal.text()));
      }
    }
    return new BatchGetSecretValue.Result(values, nextToken, errors); // BGSV-5
  }
}
