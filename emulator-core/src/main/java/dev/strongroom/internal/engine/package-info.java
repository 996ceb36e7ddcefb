/**
 * The single way in: every call of every client passes the gate, which reads one table of
 * operations.
 */
@NullMarked
package dev.strongroom.internal.engine;

import org.jspecify.annotations.NullMarked;
