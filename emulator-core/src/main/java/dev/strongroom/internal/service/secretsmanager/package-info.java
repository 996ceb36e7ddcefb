/**
 * State of one Region's secrets, and every operation on value, version, label, tag and deletion.
 * State is immutable: an operation checks everything first, then answers the new state and the
 * result.
 */
@NullMarked
package dev.strongroom.internal.service.secretsmanager;

import org.jspecify.annotations.NullMarked;
