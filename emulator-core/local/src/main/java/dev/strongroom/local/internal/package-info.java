/** How the core reaches this module. */
@NullMarked
package dev.strongroom.local.internal;

import org.jspecify.annotations.NullMarked;
