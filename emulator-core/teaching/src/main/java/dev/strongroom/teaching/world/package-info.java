/**
 * The world of a scenario: an emulator with named principals, keys, functions, databases and
 * applications, the actions that happen in it, and what can be said about it.
 */
@NullMarked
package dev.strongroom.teaching.world;

import org.jspecify.annotations.NullMarked;
