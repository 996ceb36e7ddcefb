package dev.strongroom.junit;

import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Refuses annotations of this package on lifecycle methods, where they would have no effect. */
final class Misplaced {

  private static final List<Class<? extends Annotation>> LIFECYCLE =
      List.of(BeforeAll.class, BeforeEach.class, AfterEach.class, AfterAll.class);

  private Misplaced() {}

  /** Refuses the tests of a class that has any. */
  static void requireNone(Class<?> testClass) {
    for (var lifecycle : LIFECYCLE) {
      for (var method :
          AnnotationSupport.findAnnotatedMethods(
              testClass, lifecycle, HierarchyTraversalMode.TOP_DOWN)) {
        for (var annotation : MissingExtensionCheck.ANNOTATIONS) {
          if (Annotations.isOn(method, annotation)) {
            throw new ExtensionConfigurationException(
                "@%s on %s has no effect on a @%s method: put it on a test or on the class"
                    .formatted(
                        annotation.getSimpleName(),
                        Declared.nameOf(method),
                        lifecycle.getSimpleName()));
          }
        }
      }
    }
  }
}
