package dev.strongroom.internal.service.iam.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service control policies of one level of an organization. */
public record OrderedOrganizationPolicyType(@Nullable List<String> serviceControlPolicyInputList) {
  public OrderedOrganizationPolicyType {
    serviceControlPolicyInputList =
        serviceControlPolicyInputList == null ? null : List.copyOf(serviceControlPolicyInputList);
  }
}
