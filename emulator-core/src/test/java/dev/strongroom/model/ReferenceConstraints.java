package dev.strongroom.model;

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
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The constraints of the service model (VAL-1 to VAL-7). */
final class ReferenceConstraints {

  private ReferenceConstraints() {}

  static void requireNoViolations(Request<?> request) {
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
