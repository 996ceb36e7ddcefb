package dev.strongroom.internal.engine;

import dev.strongroom.internal.iam.RequestContext;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a request names what it is about, where that is found, and what access to it needs.
 *
 * @param <Q> the requests
 * @param <T> what was found; that there is no such resource is one of its values
 */
public interface ResourceLookup<Q, T> {

  /**
   * What the operation's row says about the access that a request needs.
   *
   * @param actions IAM actions with their prefix, first the operation's own
   * @param conditionKeys adds the condition keys that the request's parameters set
   */
  record Asked(List<String> actions, Consumer<RequestContext.Builder> conditionKeys) {}

  /**
   * Finds what a request names in the state that the call sees.
   *
   * @throws dev.strongroom.api.ServiceError if it can name nothing, whatever the state
   */
  T find(Q request, Call call);

  /** Returns the access checks of a call, in order. */
  List<AccessQuestion> questions(Q request, T target, Asked asked, Call call);

  /** Returns the resources that faults may select this request by. */
  default List<NamedResource> named(Q request, Call call) {
    return List.of();
  }

  /** Returns the resource as the audit shows it was sent; null if it is of no such kind. */
  default @Nullable String asSent(Q request) {
    return null;
  }

  /** Returns the ARN that the audit shows; null if there is none. */
  default @Nullable String arn(T target, Call call) {
    return null;
  }
}
