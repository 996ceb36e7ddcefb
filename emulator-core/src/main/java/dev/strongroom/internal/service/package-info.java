/** The emulated services; each is a package of its own. */
@NullMarked
package dev.strongroom.internal.service;

import org.jspecify.annotations.NullMarked;
