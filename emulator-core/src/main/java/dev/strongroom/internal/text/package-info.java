/** Matching of texts whose cost is bounded whatever the input. */
@NullMarked
package dev.strongroom.internal.text;

import org.jspecify.annotations.NullMarked;
