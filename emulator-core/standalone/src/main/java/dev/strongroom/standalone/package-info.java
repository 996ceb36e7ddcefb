/** The command {@code strongroom}: a process that serves an emulator, and what users do to it. */
@NullMarked
package dev.strongroom.standalone;

import org.jspecify.annotations.NullMarked;
