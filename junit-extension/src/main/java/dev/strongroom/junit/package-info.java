/**
 * A JUnit Jupiter extension that gives each test an AWS Secrets Manager of its own; {@link
 * dev.strongroom.junit.SecretsManagerTest} is where to begin.
 *
 * <p>Codes in parentheses, such as ROT-12, are rules of AWS's behaviour; docs/RULES.md lists them
 * with their sources and tests.
 */
@NullMarked
package dev.strongroom.junit;

import org.jspecify.annotations.NullMarked;
