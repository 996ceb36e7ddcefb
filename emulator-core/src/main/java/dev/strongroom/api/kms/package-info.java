/**
 * The vocabulary of AWS KMS as {@code dev.strongroom.api} is that of Secrets Manager: one record
 * per operation with its nested {@code Result}.
 *
 * <p>Not emulated, and so without a record: importing key material, DeriveSharedSecret,
 * ReplicateKey, UpdatePrimaryRegion, custom and external key stores, GetKeyLastUsage; of the
 * operations here the member {@code Recipient}.
 */
@NullMarked
package dev.strongroom.api.kms;

import org.jspecify.annotations.NullMarked;
