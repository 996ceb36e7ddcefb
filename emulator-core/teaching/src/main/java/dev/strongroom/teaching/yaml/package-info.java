/** YAML with places: every value knows the line and column where it stands. */
@NullMarked
package dev.strongroom.teaching.yaml;

import org.jspecify.annotations.NullMarked;
