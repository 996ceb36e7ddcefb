package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.ENTITY_ALREADY_EXISTS;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;

import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.collection.SortedTree;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.text.Base32;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of things that IAM holds, whose ARNs have a path and a name. */
enum Kind {
  ROLE("AROA", 1_000),
  USER("AIDA", 5_000),
  GROUP("AGPA", 300),
  POLICY("ANPA", 1_500);

  private final String idPrefix;
  private final int most;

  Kind(String idPrefix, int most) {
    this.idPrefix = idPrefix;
    this.most = most;
  }

  /** Returns the word in ARNs and in texts, such as {@code role}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the word at the beginning of a text, such as {@code Role}. */
  String title() {
    return name().charAt(0) + word().substring(1);
  }

  /** Returns what the ARNs of this kind begin with in the caller's account. */
  String prefix(Call call) {
    var caller = call.caller();
    return "arn:%s:iam::%s:%s".formatted(caller.partition(), caller.accountId(), word());
  }

  /** Draws the unique ID of something new (IAMAPI-2). */
  String newId(Call call) {
    return idPrefix + Base32.encode(call.ids().keyMaterial(17), 17);
  }

  /** Returns a unique ID for what was made in code, which is the same in each run. */
  String idOf(String arn) {
    return idPrefix + Base32.encode(Base32.sha256(arn), 17);
  }

  private SortedTree<String, ?> all(Call call) {
    var iam = call.state().iam();
    return switch (this) {
      case ROLE, USER -> iam.identities();
      case GROUP -> iam.groups();
      case POLICY -> iam.managedPolicies();
    };
  }

  /** Returns the ARNs of this kind in the caller's account whose paths begin so, in order. */
  List<String> arns(Call call, @Nullable String pathPrefix) {
    var prefix = prefix(call) + "/";
    var from = pathPrefix == null ? prefix : prefix(call) + pathPrefix;
    var arns = new ArrayList<String>();
    for (var entry : all(call).after(prefix, true)) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      if (entry.getKey().startsWith(from)) {
        arns.add(entry.getKey());
      }
    }
    return arns;
  }

  /** Returns the ARN of what has a name, whatever its path; null if there is none. */
  @Nullable String find(Call call, String name) {
    var withoutPath = prefix(call) + "/" + name;
    return all(call).get(withoutPath) != null
        ? withoutPath
        : arns(call, null).stream().filter(arn -> nameOf(arn).equals(name)).findAny().orElse(null);
  }

  /**
   * Returns the ARN of something new.
   *
   * @throws ServiceError if the name is in use, in whatever case and path, or if the account has as
   *     many as it can
   */
  String newArn(Call call, @Nullable String path, String name) {
    var arns = arns(call, null);
    if (arns.stream().anyMatch(arn -> nameOf(arn).equalsIgnoreCase(name))) { // IAMAPI-3
      throw ENTITY_ALREADY_EXISTS.error(
          this == POLICY
              ? "A policy called " + name + " already exists. Duplicate names are not allowed."
              : title() + " with name " + name + " already exists.");
    }
    if (arns.size() >= most) { // IAMAPI-4
      var kinds = this == POLICY ? "Policies" : title() + "s";
      throw LIMIT_EXCEEDED.error("Cannot exceed quota for " + kinds + "PerAccount: " + most);
    }
    return prefix(call) + (path == null ? "/" : path) + name;
  }

  /** Returns the name in an ARN. */
  static String nameOf(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** Returns the path in an ARN, with its slashes. */
  static String pathOf(String arn) {
    return arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
  }
}
