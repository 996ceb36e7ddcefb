package dev.strongroom.internal.engine;

/** How a service's operations travel over HTTP. */
public sealed interface Protocol {

  /**
   * AWS JSON 1.1: the operation in a header, its members in the body (WIRE-1).
   *
   * @param targetPrefix the part of {@code X-Amz-Target} before the dot
   */
  record AwsJson(String targetPrefix) implements Protocol {}

  /** The query protocol: operation and members in a form, the answer in XML. */
  record Query(String version, String namespace) implements Protocol {}
}
