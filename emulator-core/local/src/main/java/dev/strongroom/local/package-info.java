/** The ways on which applications get secrets without calling the service themselves. */
@NullMarked
package dev.strongroom.local;

import org.jspecify.annotations.NullMarked;
