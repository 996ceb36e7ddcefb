package dev.strongroom.internal.engine;

/** How a service's operations travel over HTTP. */
public sealed interface Protocol {

  /**
   * AWS JSON 1.1: the operation in a header, its members in the body (WIRE-1).
   *
   * @param targetPackage what the target begins with in some SDKs, with a dot at its end
   * @param targetPrefix the part of {@code X-Amz-Target} before the operation
   */
  record AwsJson(String targetPackage, String targetPrefix) implements Protocol {

    public AwsJson(String targetPrefix) {
      this("", targetPrefix);
    }
  }

  /** The query protocol: operation and members in a form, the answer in XML. */
  record Query(String version, String namespace) implements Protocol {}
}
