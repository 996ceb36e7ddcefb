package dev.strongroom.internal.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.audit.Event;
import dev.strongroom.internal.service.ssm.api.DescribeParameters;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import dev.strongroom.internal.service.ssm.api.ParameterInlinePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameter policies, on the emulator's clock. */
abstract class ParameterPoliciesContract extends SsmContract {

  private static final String EXPIRATION =
      "{\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{\"Timestamp\":\"2026-02-01T00:00:00.000Z\"}}";
  private static final String NOTIFICATION =
      "{\"Type\":\"ExpirationNotification\",\"Version\":\"1.0\",\"Attributes\":{\"Before\":\"15\",\"Unit\":\"Days\"}}";
  private static final String NO_CHANGE =
      "{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\"48\",\"Unit\":\"Hours\"}}";

  private static final String INVALID = "A policy attribute or its value is invalid.";
  private static final String CONFLICT =
      "There is a conflict in the policies specified for this parameter. You can't, for example,"
          + " specify two Expiration policies for a parameter. Review your policies, and try again.";

  private static Puts advanced(String policies) {
    return Puts.of("token", "String", "x").tier("Advanced").policies(policies);
  }

  private List<ParameterInlinePolicy> policies() {
    return call(new DescribeParameters(null, null, null, null, null))
        .parameters()
        .get(0)
        .policies();
  }

  private List<String> statuses() {
    return policies().stream().map(ParameterInlinePolicy::policyStatus).toList();
  }

  @Test
  @DisplayName("SSM-24: policies are shown with their texts")
  void shown() {
    put(advanced("[" + EXPIRATION + ", " + NOTIFICATION + "]"));

    assertThat(policies())
        .containsExactly(
            new ParameterInlinePolicy(EXPIRATION, "Expiration", "Pending"),
            new ParameterInlinePolicy(NOTIFICATION, "ExpirationNotification", "Pending"));
  }

  @ParameterizedTest(name = "SSM-24: {0} {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "INVALID_POLICY_ATTRIBUTE; {",
        "INVALID_POLICY_ATTRIBUTE; {}",
        "INVALID_POLICY_ATTRIBUTE; [{\"Type\":\"Expiration\"}]",
        "INVALID_POLICY_ATTRIBUTE; [{\"Type\":\"Expiration\",\"Attributes\":{\"Timestamp\":\"2025-01-01T00:00:00Z\"}}]",
        "INVALID_POLICY_ATTRIBUTE; [{\"Type\":\"NoChangeNotification\",\"Attributes\":{\"After\":\"0\",\"Unit\":\"Days\"}}]",
        "INVALID_POLICY_ATTRIBUTE; [{\"Type\":\"NoChangeNotification\",\"Attributes\":{\"After\":\"1\",\"Unit\":\"Weeks\"}}]",
        "INCOMPATIBLE_POLICY; [{\"Type\":\"Expiration\"},{\"Type\":\"Expiration\",\"Version\":\"1.0\"}]",
        "INCOMPATIBLE_POLICY; [{\"Type\":\"ExpirationNotification\"}]",
      })
  void refusals(ErrorCode code, String policies) {
    refused(
        code,
        code == ErrorCode.INCOMPATIBLE_POLICY ? CONFLICT : INVALID,
        advanced(policies).request());
  }

  @Test
  @DisplayName("SSM-24: three types, ten policies, the advanced tier")
  void limits() {
    refused(
        ErrorCode.INVALID_POLICY_TYPE,
        "The policy type isn't supported. Parameter Store supports the following policy types:"
            + " Expiration, ExpirationNotification, and NoChangeNotification.",
        advanced("[{\"Type\":\"Rotation\"}]").request());
    var eleven = new ArrayList<String>();
    for (int i = 1; i <= 11; i++) {
      eleven.add(NO_CHANGE.replace("48", String.valueOf(i)));
    }
    refused(
        ErrorCode.POLICIES_LIMIT_EXCEEDED,
        "You specified more than the maximum number of allowed policies for the parameter. The"
            + " maximum is 10.",
        advanced("[" + String.join(",", eleven) + "]").request());
    refused(
        ErrorCode.VALIDATION,
        "Parameter policies are supported only for advanced-tier parameters.",
        Puts.of("token", "String", "x").policies("[" + EXPIRATION + "]").request());
    assertThat(
            put(Puts.of("other", "String", "x")
                    .tier("Intelligent-Tiering")
                    .policies("[" + EXPIRATION + "]"))
                .tier())
        .isEqualTo("Advanced");
  }

  @Test
  @DisplayName("SSM-25: an expired parameter is gone")
  void expiry() {
    put(advanced("[" + EXPIRATION + "]"));
    put("stays", "x");
    aws.clock().advanceTo(java.time.Instant.parse("2026-01-31T23:59:59.999Z"));
    assertThat(value("token")).isEqualTo("x");

    aws.clock().advance(Duration.ofMillis(1));

    refused(ErrorCode.PARAMETER_NOT_FOUND, "", new GetParameter("token", null));
    assertThat(value("stays")).isEqualTo("x");
    assertThat(put("token", "again").version()).isEqualTo(1);
  }

  @Test
  @DisplayName("SSM-25: notifications are events, each once, and are then finished")
  void notifications() {
    var events = new ArrayList<Event>();
    var unused = aws.onEvent(events::add);
    put(advanced("[" + EXPIRATION + "," + NOTIFICATION + "," + NO_CHANGE + "]"));
    aws.clock().advance(Duration.ofDays(1));
    assertThat(statuses()).containsExactly("Pending", "Pending", "Pending");
    aws.clock().advance(Duration.ofDays(1));
    assertThat(statuses()).containsExactly("Pending", "Pending", "Finished");
    aws.clock().advance(Duration.ofDays(14));
    assertThat(statuses()).containsExactly("Pending", "Finished", "Finished");
    aws.clock().advance(Duration.ofDays(30));

    var actions =
        events.stream()
            .filter(event -> event.detailType().equals("Parameter Store Policy Action"))
            .toList();
    assertThat(actions)
        .extracting(event -> event.detail().get("policy-type"))
        .containsExactly("NoChangeNotification", "ExpirationNotification", "Expiration");
    assertThat(actions.get(0).time()).isEqualTo(START.plus(Duration.ofDays(2)));
    assertThat(actions.get(0).source()).isEqualTo("aws.ssm");
    assertThat(actions.get(0).resources()).containsExactly(ARNS + "token");
    assertThat(actions.get(0).detail())
        .containsEntry("parameter-name", "token")
        .containsEntry("parameter-type", "String")
        .containsEntry("policy-content", NO_CHANGE)
        .containsEntry("action-status", "Success");
  }

  @Test
  @DisplayName("SSM-25: a change begins the time without changes anew, and keeps the policies")
  void changes() {
    put(advanced("[" + NO_CHANGE + "]"));
    aws.clock().advance(Duration.ofHours(47));
    put(Puts.over("token", "y"));
    aws.clock().advance(Duration.ofHours(47));
    assertThat(statuses()).containsExactly("Pending");
    aws.clock().advance(Duration.ofHours(1));
    assertThat(statuses()).containsExactly("Finished");
    put(Puts.over("token", "z"));
    assertThat(statuses()).containsExactly("Pending");
  }

  @ParameterizedTest
  @CsvSource({"[]", "[{}]"})
  @DisplayName("SSM-24: an empty list removes the policies")
  void removed(String none) {
    put(advanced("[" + EXPIRATION + "]"));

    put(Puts.over("token", "y").policies(none));

    assertThat(policies()).isEmpty();
    aws.clock().advance(Duration.ofDays(60));
    assertThat(value("token")).isEqualTo("y");
  }

  @Test
  @DisplayName("SSM-26: changes are events")
  void changeEvents() {
    var events = new ArrayList<Event>();
    var unused = aws.onEvent(events::add);
    put(Puts.of("db", "String", "x").description("where"));
    put(Puts.over("db", "y"));
    call(
        new dev.strongroom.internal.service.ssm.api.LabelParameterVersion(
            "db", null, List.of("live")));
    call(new dev.strongroom.internal.service.ssm.api.DeleteParameter("db"));

    var changes =
        events.stream()
            .filter(event -> event.detailType().equals("Parameter Store Change"))
            .toList();
    assertThat(changes)
        .extracting(event -> event.detail().get("operation"))
        .containsExactly("Create", "Update", "LabelParameterVersion", "Delete");
    assertThat(changes.get(0).detail())
        .containsEntry("name", "db")
        .containsEntry("type", "String")
        .containsEntry("description", "where");
  }
}
