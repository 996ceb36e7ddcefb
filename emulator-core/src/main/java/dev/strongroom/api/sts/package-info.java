/**
 * The vocabulary of AWS STS as {@code dev.strongroom.api} is that of Secrets Manager, of two
 * operations: who am I, and who may I become.
 *
 * <p>Not emulated, and so without a record: every other operation; of AssumeRole managed session
 * policies, MFA devices, transitive tags and provided contexts.
 */
@NullMarked
package dev.strongroom.api.sts;

import org.jspecify.annotations.NullMarked;
