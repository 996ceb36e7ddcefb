package dev.strongroom.internal.engine;

import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One access check that a call needs.
 *
 * @param action the IAM action with its prefix, such as {@code secretsmanager:TagResource}
 * @param asSent the resource as a refusal names it; null if it names none
 */
public record AccessQuestion(
    String action, Resource resource, RequestContext context, @Nullable String asSent) {}
