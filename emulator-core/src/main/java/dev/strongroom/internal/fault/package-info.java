/** The engine's side of scripted failures: at each named moment of a call it asks here. */
@NullMarked
package dev.strongroom.internal.fault;

import org.jspecify.annotations.NullMarked;
