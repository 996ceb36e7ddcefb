/**
 * Fake KMS keys with real cryptography that can be disabled, deleted or denied, and their
 * operations: immutable state and the functions that change it. Who may call what is decided
 * elsewhere, between looking a key up and carrying the operation out.
 */
@NullMarked
package dev.strongroom.internal.service.kms;

import org.jspecify.annotations.NullMarked;
