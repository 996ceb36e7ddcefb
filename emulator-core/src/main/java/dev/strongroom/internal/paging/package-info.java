/** Page tokens, which continue a listing where a page ended. */
@NullMarked
package dev.strongroom.internal.paging;

import org.jspecify.annotations.NullMarked;
