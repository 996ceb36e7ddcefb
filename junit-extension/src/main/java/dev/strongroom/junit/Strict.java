package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fails a {@link SecretsManagerTest} that leaves something unfinished; checked when it ends, unless
 * it has failed already.
 *
 * <p>On a class it holds for all tests; on a method it replaces the class's. {@code @Strict({})}
 * checks nothing. With {@link EmulatorLifecycle#PER_CLASS} a version that an earlier test left
 * pending counts too.
 *
 * @see MaxCalls for limits on the number of calls
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface Strict {

  /** The checks to make; by default all. */
  Check[] value() default {Check.FAULTS_STRUCK, Check.NO_PENDING_VERSION};

  /** A check that is made when a test ends. */
  enum Check {
    /**
     * Every fault that was declared for the test struck at least once: the test shows nothing about
     * a fault that did not.
     */
    FAULTS_STRUCK,

    /**
     * No rotation was left unfinished: in every account and Region that was called, AWSPENDING is
     * on no version of a secret, or on its current one; secrets scheduled for deletion don't count.
     */
    NO_PENDING_VERSION
  }
}
