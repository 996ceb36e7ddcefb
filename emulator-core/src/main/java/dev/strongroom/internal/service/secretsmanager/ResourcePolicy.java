package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.internal.iam.Policy;

/**
 * A secret's resource policy: the text as it was put, which is returned unchanged (POL-2), and its
 * compiled form.
 */
public record ResourcePolicy(String text, Policy document) {}
