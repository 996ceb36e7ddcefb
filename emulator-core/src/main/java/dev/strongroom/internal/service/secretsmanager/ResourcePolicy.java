package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.internal.iam.Policy;

/**
 * A secret's resource policy: the text as it was put, which comes back unchanged (POL-2), and what
 * it says.
 */
public record ResourcePolicy(String text, Policy document) {}
