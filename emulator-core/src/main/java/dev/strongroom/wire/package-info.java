/** The service over HTTP, and its values as AWS prints them, in JSON. */
@NullMarked
package dev.strongroom.wire;

import org.jspecify.annotations.NullMarked;
