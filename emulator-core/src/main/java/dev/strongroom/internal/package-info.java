/** Nothing below this package is for users, whatever Java makes public. */
@NullMarked
package dev.strongroom.internal;

import org.jspecify.annotations.NullMarked;
