/**
 * Clients of the AWS SDK for Java 2 that call the emulator directly: no HTTP, no credentials, no
 * way to a network.
 */
@NullMarked
package dev.strongroom.sdk;

import org.jspecify.annotations.NullMarked;
