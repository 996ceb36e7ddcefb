package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinds of host that a request may be for, by name; no name is resolved. */
enum Host {
  /** An emulated service at AWS. */
  EMULATED,
  /** This machine, a private network or a container. */
  LOCAL,
  /** Any other, including AWS's other services. */
  FOREIGN;

  /** The services that every emulator has, as the names of their hosts begin. */
  private static final Set<String> BUILT_IN = ZeroChange.services(SecretsEmulator.create());

  /** The domains of AWS's partitions; a longer one stands before the one that it ends with. */
  private static final List<String> AT_AWS =
      List.of(
          ".amazonaws.com",
          ".api.aws",
          ".amazonaws.com.cn",
          ".api.amazonwebservices.com.cn",
          ".amazonaws.eu",
          ".api.amazonwebservices.eu",
          ".c2s.ic.gov",
          ".api.aws.ic.gov",
          ".sc2s.sgov.gov",
          ".api.aws.scloud",
          ".csp.hci.ic.gov",
          ".api.aws.hci.ic.gov",
          ".cloud.adc-e.uk",
          ".api.cloud-aws.adc-e.uk");

  private static final List<String> ON_THIS_MACHINE =
      List.of(
          ".localhost",
          ".localhost.localstack.cloud",
          ".host.docker.internal",
          ".host.containers.internal");

  /** Returns the kind of a host's name or address. */
  static Host of(String name) {
    var host = name.toLowerCase(Locale.ROOT);
    if (host.endsWith(".")) {
      host = host.substring(0, host.length() - 1);
    }
    if (isEmulated(host)) {
      return EMULATED;
    }
    return isLocal(host) ? LOCAL : FOREIGN;
  }

  /**
   * Returns the kind of the host that a request of a service's client is for. A client of an
   * emulated service may have another name for its host at AWS: what is not local then counts as
   * emulated.
   *
   * @param service the name that the hosts of the client's service begin with
   */
  static Host of(String name, @Nullable String service) {
    var host = of(name);
    return host == FOREIGN && service != null && services().contains(service) ? EMULATED : host;
  }

  private static Set<String> services() {
    var installed = ZeroChange.installed();
    return installed == null ? BUILT_IN : installed.services();
  }

  private static boolean isEmulated(String host) {
    return AT_AWS.stream()
        .filter(host::endsWith)
        .anyMatch(domain -> isService(host.substring(0, host.length() - domain.length())));
  }

  /** Whether it is {@code [vpce-…].service[-fips][.Region][.vpce]}. */
  private static boolean isService(String subdomain) {
    var labels = List.of(subdomain.split("\\.", -1));
    if (labels.get(0).startsWith("vpce-")) {
      labels = labels.subList(1, labels.size());
    }
    if (labels.size() > 1 && labels.get(labels.size() - 1).equals("vpce")) {
      labels = labels.subList(0, labels.size() - 1);
    }
    return switch (labels.size()) {
      case 1 -> isServiceName(labels.get(0));
      case 2 -> isServiceName(labels.get(0)) && isRegion(labels.get(1));
      default -> false;
    };
  }

  private static boolean isServiceName(String label) {
    var fips = "-fips";
    return services()
        .contains(
            label.endsWith(fips) ? label.substring(0, label.length() - fips.length()) : label);
  }

  /** As {@code us-gov-west-1} and {@code aws-global}, and not as {@code s3-us-west-2}. */
  private static boolean isRegion(String label) {
    var parts = List.of(label.split("-", -1));
    var last = parts.get(parts.size() - 1);
    return parts.size() > 1
        && (isNumber(last) || last.equals("global"))
        && parts.subList(0, parts.size() - 1).stream()
            .allMatch(part -> !part.isEmpty() && part.chars().allMatch(c -> 'a' <= c && c <= 'z'));
  }

  private static boolean isLocal(String host) {
    if (host.contains(":")) {
      return isLocalAddress6(
          host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
    }
    var labels = host.split("\\.", -1);
    if (labels.length == 1) {
      return !isNumber(host) && !host.startsWith("0x"); // which would be a whole address
    }
    return isLocalAddress4(labels)
        || ON_THIS_MACHINE.stream().anyMatch(domain -> ("." + host).endsWith(domain));
  }

  private static boolean isLocalAddress4(String[] labels) {
    var parts = new int[4];
    if (labels.length != 4) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      if (labels[i].length() > 3 || !isNumber(labels[i])) {
        return false;
      }
      parts[i] = Integer.parseInt(labels[i]);
      if (parts[i] > 255) {
        return false;
      }
    }
    return switch (parts[0]) {
      case 10, 127 -> true;
      case 0 -> parts[1] == 0 && parts[2] == 0 && parts[3] == 0;
      case 172 -> 16 <= parts[1] && parts[1] <= 31;
      case 192 -> parts[1] == 168;
      default -> false;
    };
  }

  private static boolean isLocalAddress6(String address) {
    return address.equals("::1")
        || address.equals("0:0:0:0:0:0:0:1")
        || (address.matches("f[cd][0-9a-f]{2}:[0-9a-f:]+")
            && !address.matches("fd00:0?ec2:.*")); // the metadata service of EC2
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> '0' <= c && c <= '9');
  }
}
