/**
 * The state of secrets, and all operations of Secrets Manager. State is immutable: an operation
 * checks everything first, and then returns the new state and the result.
 */
@NullMarked
package dev.strongroom.internal.service.secretsmanager;

import org.jspecify.annotations.NullMarked;
