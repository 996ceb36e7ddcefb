/** Rotation functions that are given by where their code is: a URL, a name, a jar. */
@NullMarked
package dev.strongroom.local.internal.function;

import org.jspecify.annotations.NullMarked;
