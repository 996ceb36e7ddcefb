package dev.strongroom.junit;

import java.lang.annotation.Annotation;
import java.lang.annotation.Repeatable;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The annotations of classes and methods, each looked up once as long as its class is loaded: every
 * test asks for a dozen, and JUnit searches all that an element has, and what is on that, each
 * time.
 */
final class Annotations {

  private static final ClassValue<Map<Key, List<? extends Annotation>>> FOUND =
      new ClassValue<>() {
        @Override
        protected Map<Key, List<? extends Annotation>> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private Annotations() {}

  /** Returns all annotations of this type on a class or method; one at most if not repeatable. */
  @SuppressWarnings("unchecked") // as each key's value has the type in the key
  static <A extends Annotation> List<A> all(AnnotatedElement place, Class<A> type) {
    var declaring = place instanceof Member member ? member.getDeclaringClass() : (Class<?>) place;
    return (List<A>)
        FOUND.get(declaring).computeIfAbsent(new Key(place, type), key -> search(place, type));
  }

  /** Returns the annotation of this type, which is not repeatable, on a class or method. */
  static <A extends Annotation> Optional<A> find(AnnotatedElement place, Class<A> type) {
    return all(place, type).stream().findFirst();
  }

  /** Returns whether a class or method has an annotation of this type. */
  static boolean isOn(AnnotatedElement place, Class<? extends Annotation> type) {
    return !all(place, type).isEmpty();
  }

  private static <A extends Annotation> List<A> search(AnnotatedElement place, Class<A> type) {
    return type.isAnnotationPresent(Repeatable.class)
        ? AnnotationSupport.findRepeatableAnnotations(place, type)
        : AnnotationSupport.findAnnotation(place, type).stream().toList();
  }

  private record Key(AnnotatedElement place, Class<? extends Annotation> type) {}
}
