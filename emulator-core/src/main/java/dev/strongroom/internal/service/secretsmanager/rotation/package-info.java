/** Drives the rotations of secrets: when a step is due, what it does, where a test stops it. */
@NullMarked
package dev.strongroom.internal.service.secretsmanager.rotation;

import org.jspecify.annotations.NullMarked;
