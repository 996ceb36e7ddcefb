/** The trainer: {@code strongroom learn}, in a terminal or on standard input. */
@NullMarked
package dev.strongroom.teaching.cli;

import org.jspecify.annotations.NullMarked;
