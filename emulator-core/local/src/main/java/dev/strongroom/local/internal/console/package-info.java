/** The files of the console, and who may use it. */
@org.jspecify.annotations.NullMarked
package dev.strongroom.local.internal.console;
