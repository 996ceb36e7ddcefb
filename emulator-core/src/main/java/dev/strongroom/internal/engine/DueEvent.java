package dev.strongroom.internal.engine;

import java.time.Instant;
import java.util.Comparator;

/**
 * Something that falls due in a service at an instant, without a call.
 *
 * @param what in words, such as {@code deletion}
 * @param type the type of the resource: {@code secret}, {@code key} or {@code parameter}
 * @param arn the ARN of the resource
 */
public record DueEvent(Instant at, String what, String type, String arn)
    implements Comparable<DueEvent> {

  private static final Comparator<DueEvent> ORDER =
      Comparator.comparing(DueEvent::at)
          .thenComparing(DueEvent::type)
          .thenComparing(DueEvent::arn)
          .thenComparing(DueEvent::what);

  @Override
  public int compareTo(DueEvent other) {
    return ORDER.compare(this, other);
  }
}
