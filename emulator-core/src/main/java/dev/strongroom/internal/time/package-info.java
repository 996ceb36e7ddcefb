/** Rotation schedules, work that is due at an instant, and the source of everything random. */
@NullMarked
package dev.strongroom.internal.time;

import org.jspecify.annotations.NullMarked;
