/** What the agent of Amazon ECS does with the secrets of a task definition. */
@NullMarked
package dev.strongroom.local.internal.ecs;

import org.jspecify.annotations.NullMarked;
