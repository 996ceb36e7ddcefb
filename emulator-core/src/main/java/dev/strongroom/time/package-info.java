/**
 * Time and identifiers, both given to the service instead of taken by it, so that a history can be
 * replayed.
 */
@NullMarked
package dev.strongroom.time;

import org.jspecify.annotations.NullMarked;
