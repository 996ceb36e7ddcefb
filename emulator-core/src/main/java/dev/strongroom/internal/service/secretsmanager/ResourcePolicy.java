package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.iam.PolicyDocument;

/**
 * A secret's resource policy: the text as it was put, which comes back unchanged (POL-2), and what
 * it says.
 */
public record ResourcePolicy(String text, PolicyDocument document) {}
