package dev.strongroom.sdk;

import java.util.Locale;
import java.util.regex.Pattern;

/** Where a request is going, told by the name of the host; nothing is looked up. */
enum Host {
  /** One of the services that are emulated, at AWS. */
  EMULATED,
  /** This machine, its private network or a container. */
  LOCAL,
  /** All others, AWS's other services among them. */
  FOREIGN;

  private static final Pattern AT_AWS =
      Pattern.compile(
          "(vpce-[a-z0-9-]+\\.)?(secretsmanager|kms|sts)(-fips)?\\.((?:[a-z]+-)++[0-9]+\\.)?(vpce\\.)?"
              + "(amazonaws\\.(com|com\\.cn|eu)|api\\.aws|api\\.amazonwebservices\\.com\\.cn"
              + "|c2s\\.ic\\.gov|sc2s\\.sgov\\.gov|csp\\.hci\\.ic\\.gov|cloud\\.adc-e\\.uk)");

  private static final Pattern NEARBY =
      Pattern.compile(
          "[^.:]+" // a name without a dot
              + "|(.+\\.)?localhost(\\.localstack\\.cloud)?|host\\.(docker|containers)\\.internal"
              + "|0(\\.0){3}|(127|10)(\\.[0-9]+){3}|172\\.(1[6-9]|2[0-9]|3[01])(\\.[0-9]+){2}"
              + "|192\\.168(\\.[0-9]+){2}|\\[?(::1|(0:){7}1)]?"
              + "|(?!\\[?fd00:0?ec2:)\\[?f[cd][0-9a-f]{2}:[0-9a-f:]+]?"); // EC2's own are AWS

  static Host of(String name) {
    var host = name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    if (AT_AWS.matcher(host).matches()) {
      return EMULATED;
    }
    return NEARBY.matcher(host).matches() ? LOCAL : FOREIGN;
  }
}
