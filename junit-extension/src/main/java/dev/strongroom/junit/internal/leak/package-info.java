/** Finds secret values in what a test prints, logs and throws. */
@NullMarked
package dev.strongroom.junit.internal.leak;

import org.jspecify.annotations.NullMarked;
