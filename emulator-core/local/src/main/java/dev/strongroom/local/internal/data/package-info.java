/** Data of an emulator on disk: a directory that one process uses at a time, and snapshot files. */
@NullMarked
package dev.strongroom.local.internal.data;

import org.jspecify.annotations.NullMarked;
