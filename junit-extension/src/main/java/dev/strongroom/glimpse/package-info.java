/** What assertions and strict checks read of an emulator, without a trace; not exported. */
@NullMarked
package dev.strongroom.glimpse;

import org.jspecify.annotations.NullMarked;
