package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a {@link SecretsManagerTest} has to leave in order: checked when it ends, unless it has
 * failed already.
 *
 * <p>On a class for all its tests; on a method for this one, in place of the class's.
 * {@code @Strict({})} checks nothing. With {@link EmulatorLifecycle#PER_CLASS} a version that an
 * earlier test left pending counts too.
 *
 * @see MaxCalls for how often something may be called
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface Strict {

  /** All unless said otherwise. */
  Check[] value() default {Check.FAULTS_STRUCK, Check.NO_PENDING_VERSION};

  /** What is checked. */
  enum Check {
    /**
     * Every fault that was declared for the test struck at least once: one that did not shows
     * nothing.
     */
    FAULTS_STRUCK,

    /**
     * No rotation was left unfinished: AWSPENDING is on no version, or on the current one, of every
     * secret in every account and Region that was called; those scheduled for deletion don't count.
     */
    NO_PENDING_VERSION
  }
}
