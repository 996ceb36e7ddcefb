/** Seed files as trees whose nodes know where they stand, whatever they were written in. A leaf. */
@NullMarked
package dev.strongroom.internal.seed;

import org.jspecify.annotations.NullMarked;
