/** Lessons as a web page asks for them. */
@NullMarked
package dev.strongroom.teaching.page;

import org.jspecify.annotations.NullMarked;
