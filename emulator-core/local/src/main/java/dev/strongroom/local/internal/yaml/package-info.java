/** YAML as trees that know their places. */
@NullMarked
package dev.strongroom.local.internal.yaml;

import org.jspecify.annotations.NullMarked;
