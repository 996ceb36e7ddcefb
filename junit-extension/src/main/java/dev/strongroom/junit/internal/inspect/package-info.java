/** What assertions and strict checks read of an emulator, without a trace; not exported. */
@NullMarked
package dev.strongroom.junit.internal.inspect;

import org.jspecify.annotations.NullMarked;
