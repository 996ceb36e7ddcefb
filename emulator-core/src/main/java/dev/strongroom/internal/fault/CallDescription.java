package dev.strongroom.internal.fault;

import java.util.List;

/**
 * What faults can select a call by.
 *
 * @param service the endpoint prefix of the service that is called
 * @param principals the caller's ARN and, of a session, its role's
 * @param resources names and ARNs of the resources that the request names; empty if it names none
 * @param inner whether another call makes it, so that it has no connection of its own
 */
public record CallDescription(
    String service,
    String operation,
    String accountId,
    String region,
    List<String> principals,
    List<String> resources,
    boolean inner) {

  public CallDescription {
    principals = List.copyOf(principals);
    resources = List.copyOf(resources);
  }

  /** Returns the call that this one makes to another service for its caller. */
  public CallDescription to(String otherService, String otherOperation, String otherRegion) {
    return new CallDescription(
        otherService, otherOperation, accountId, otherRegion, principals, resources, true);
  }
}
