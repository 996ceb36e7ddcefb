/**
 * The service's vocabulary: one record per operation with its nested {@code Result}, the value
 * types they share, and the errors. Names are AWS's member names; this package knows nothing of
 * state, time or transport.
 */
@NullMarked
package dev.strongroom.api;

import org.jspecify.annotations.NullMarked;
