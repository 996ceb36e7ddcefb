/**
 * The single way in: every call of every client passes the gate, which reads one table of
 * operations.
 */
@NullMarked
package dev.strongroom.gate;

import org.jspecify.annotations.NullMarked;
