/** Where the core asks for what is in the module {@code strongroom-local}. */
@NullMarked
package dev.strongroom.internal.local;

import org.jspecify.annotations.NullMarked;
