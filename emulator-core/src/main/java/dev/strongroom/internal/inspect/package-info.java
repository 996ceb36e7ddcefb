/** Reads of an emulator's state that leave no trace in it, for assertions and reports. */
@NullMarked
package dev.strongroom.internal.inspect;

import org.jspecify.annotations.NullMarked;
