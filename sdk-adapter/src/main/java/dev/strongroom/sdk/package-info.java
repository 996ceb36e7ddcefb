/**
 * Clients of the AWS SDK for Java 2 over an emulator: direct ones, which know no HTTP and no
 * network, and HTTP clients for those that the SDK builds, which open no connection either.
 */
@NullMarked
package dev.strongroom.sdk;

import org.jspecify.annotations.NullMarked;
