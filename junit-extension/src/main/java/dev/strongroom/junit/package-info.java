/** The emulated service in JUnit Jupiter tests: one annotation, and each test has its own. */
@NullMarked
package dev.strongroom.junit;

import org.jspecify.annotations.NullMarked;
