/** What an emulator starts with, as one immutable value, and how it is read from files. */
@NullMarked
package dev.strongroom.seed;

import org.jspecify.annotations.NullMarked;
