/** Rotation: what a secret's rotation does, step by step, and the functions that do the work. */
@NullMarked
package dev.strongroom.rotation;

import org.jspecify.annotations.NullMarked;
