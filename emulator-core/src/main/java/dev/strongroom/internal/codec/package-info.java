/** Records as bytes, by the types of their components; uses no other part of the emulator. */
@NullMarked
package dev.strongroom.internal.codec;

import org.jspecify.annotations.NullMarked;
