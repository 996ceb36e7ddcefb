/** The one persistent collection that the emulator's immutable state is made of. */
@NullMarked
package dev.strongroom.internal.collection;

import org.jspecify.annotations.NullMarked;
