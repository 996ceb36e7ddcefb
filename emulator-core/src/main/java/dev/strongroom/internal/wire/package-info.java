/** AWS's protocols: HTTP requests read into requests of the API, and results written as answers. */
@NullMarked
package dev.strongroom.internal.wire;

import org.jspecify.annotations.NullMarked;
