/** Scripted failures of the service, and what a caller sees of those that are no answer. */
@NullMarked
package dev.strongroom.fault;

import org.jspecify.annotations.NullMarked;
