package dev.strongroom.internal.service.iam.api;

import org.jspecify.annotations.Nullable;

/** Whether the account's service control policies allow a simulated request. */
public record OrganizationsDecisionDetail(@Nullable Boolean allowedByOrganizations) {}
