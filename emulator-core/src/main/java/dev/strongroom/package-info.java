/**
 * What a user holds: an emulated AWS Secrets Manager, built, seeded, snapshotted, forked and closed
 * in one place.
 */
@NullMarked
package dev.strongroom;

import org.jspecify.annotations.NullMarked;
