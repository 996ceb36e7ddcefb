package dev.strongroom.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.sts.GetCallerIdentity;
import dev.strongroom.wire.Http;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

/** STS in the query protocol. */
class AwsQueryTest {

  private static final String GET_CALLER_IDENTITY = "Action=GetCallerIdentity&Version=2011-06-15";

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30.123Z"))
          .randomSeed(1)
          .build();
  private final HttpApi api = HttpApi.of(aws);

  @Test
  void answerIsTheXmlOfAws() {
    var response = api.answer(post(GET_CALLER_IDENTITY));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers()).containsEntry("Content-Type", List.of("text/xml"));
    var requestId = response.headers().get("x-amzn-RequestId").get(0);
    assertThat(Http.text(response))
        .isEqualTo(
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                + "<GetCallerIdentityResult>"
                + "<UserId>123456789012</UserId><Account>123456789012</Account>"
                + "<Arn>arn:aws:iam::123456789012:root</Arn>"
                + "</GetCallerIdentityResult><ResponseMetadata><RequestId>"
                + requestId
                + "</RequestId></ResponseMetadata></GetCallerIdentityResponse>");
  }

  @Test
  @DisplayName("CAL-1, CAL-2: credentials of AssumeRole are those of the session until they expire")
  void credentialsOfASessionAreItsOwn() {
    aws.account("123456789012").role("app").allow("secretsmanager:*");
    aws.account("123456789012").user("ann").allow("sts:*").accessKey("ann");

    var session =
        xml(
            api.answer(
                signed(
                    "Action=AssumeRole&Version=2011-06-15&RoleSessionName=job&DurationSeconds=900"
                        + "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fapp"
                        + "&Tags.member.1.Key=team&Tags.member.1.Value=shop",
                    "ann")));

    assertThat(text(session, "Expiration")).isEqualTo("2026-01-01T10:30:30Z");
    assertThat(text(session, "SecretAccessKey")).hasSize(40);
    assertThat(text(session, "SessionToken")).isNotEmpty();
    var keyId = text(session, "AccessKeyId");
    var who = xml(api.answer(signed(GET_CALLER_IDENTITY, keyId)));
    assertThat(text(who, "Arn"))
        .isEqualTo(text(session, "Arn"))
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/app/job");
    assertThat(text(who, "UserId")).isEqualTo(text(session, "AssumedRoleId"));

    aws.clock().advance(Duration.ofMinutes(15));

    assertError(
        api.answer(signed(GET_CALLER_IDENTITY, keyId)),
        403,
        "ExpiredToken",
        "The security token included in the request is expired");
    var json =
        api.answer(
            Http.signed(
                "secretsmanager.ListSecrets",
                "{}",
                keyId + "/20260101/us-east-1/secretsmanager/aws4_request"));
    assertThat(json.status()).isEqualTo(400);
    assertThat(Http.text(json))
        .isEqualTo(
            "{\"__type\":\"ExpiredTokenException\","
                + "\"message\":\"The security token included in the request is expired\"}");
  }

  @Test
  void refusalOfTheServiceHasTheNameAndStatusOfThisProtocol() {
    aws.account("123456789012").user("ann").allow("sts:*").accessKey("ann");

    var response =
        api.answer(
            signed(
                "Action=AssumeRole&Version=2011-06-15&RoleSessionName=job"
                    + "&RoleArn=arn:aws:iam::123456789012:role/nobody",
                "ann"));

    assertError(
        response,
        403,
        "AccessDenied",
        "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: sts:AssumeRole"
            + " on resource: arn:aws:iam::123456789012:role/nobody");
    assertThat(text(xml(response), "RequestId"))
        .isEqualTo(aws.audit().last().requestId())
        .isEqualTo(response.headers().get("x-amzn-RequestId").get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                | MissingAction        | The request is"
            + " missing an action or a required parameter.",
        "Version=2011-06-15                                | MissingAction        | The request is"
            + " missing an action or a required parameter.",
        "Action=GetCallerIdentity                          | InvalidAction        | Could not find"
            + " operation GetCallerIdentity for version NO_VERSION_SPECIFIED",
        "Action=GetFederationToken&Version=2011-06-15      | InvalidAction        | Could not find"
            + " operation GetFederationToken for version 2011-06-15",
        "Action=A&Action=B&Version=2011-06-15              | MalformedQueryString | The query"
            + " string contains a syntax error",
        "Action                                            | MalformedQueryString | The query"
            + " string contains a syntax error",
        "Action=%zz                                        | MalformedQueryString | The query"
            + " string contains a syntax error",
        "Action=%ff                                        | MalformedQueryString | The query"
            + " string contains a syntax error",
        "Action=AssumeRole&Version=2011-06-15&DurationSeconds=soon | MalformedInput |"
            + " DurationSeconds must be an integer",
        "Action=AssumeRole&Version=2011-06-15&TransitiveTagKeys.member.1=a | ValidationError |"
            + " TransitiveTagKeys is not emulated by Strongroom",
        "Action=AssumeRole&Version=2011-06-15              | ValidationError      | 2 validation"
            + " errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must"
            + " not be null; Value null at 'roleSessionName' failed to satisfy constraint: Member"
            + " must not be null",
      })
  void whatIsWrongIsToldInXml(String body, String code, String message) {
    assertError(api.answer(post(body)), 400, code, message);
  }

  @Test
  void operationOfAnotherServiceIsAnsweredWithTheServicesThatAreHere() {
    var request =
        post(
            "Action=ListTopics&Version=2010-03-31",
            Map.of("Authorization", List.of("AWS4-HMAC-SHA256 Credential=a/b/us-east-1/sns/c")));

    assertError(
        api.answer(request),
        400,
        "InvalidAction",
        "Could not find operation ListTopics for version 2010-03-31. Strongroom serves"
            + " secretsmanager, kms, sts, iam, ssm, cloudtrail here, not sns");
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("<b>&amp;\"'</b>]]>", "<b>&amp;\"'</b>]]>"),
        Arguments.of("a\tb\nc\rd", "a\tb\nc\rd"),
        Arguments.of("\u0000 \u001f \ufffe", "\ufffd \ufffd \ufffd"),
        Arguments.of("\ud83d\ude00 \u00e4", "\ud83d\ude00 \u00e4"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void textsComeBackThroughAnyXmlParser(String sent, String read) {
    var body = "Version=1&Action=" + URLEncoder.encode(sent, UTF_8);

    assertThat(text(xml(api.answer(post(body))), "Message"))
        .isEqualTo("Could not find operation " + read + " for version 1");
  }

  @Test
  @DisplayName("CAL-2: a Region that is none is refused")
  void regionThatIsNoneIsRefused() {
    var response =
        api.answer(
            post(
                GET_CALLER_IDENTITY,
                Map.of("Authorization", List.of("AWS4-HMAC-SHA256 Credential=a/b/<x>/sts/c"))));

    assertError(
        response,
        403,
        "SignatureDoesNotMatch",
        "Credential should be scoped to a valid region, not '<x>'.");
  }

  @Test
  void nameOfTheActionAloneMakesNoCall() {
    api.answer(post("Action=GetCallerIdentity"));

    assertThat(aws.audit().records()).isEmpty();
    api.answer(post(GET_CALLER_IDENTITY));
    assertThat(aws.audit().last().request()).isEqualTo(new GetCallerIdentity());
  }

  static HttpRequest post(String body) {
    return post(body, Map.of());
  }

  private static HttpRequest signed(String body, String accessKeyId) {
    return post(
        body,
        Map.of(
            "Authorization",
            List.of(
                "AWS4-HMAC-SHA256 Credential="
                    + accessKeyId
                    + "/20260101/eu-west-1/sts/aws4_request, SignedHeaders=host, Signature=0")));
  }

  private static HttpRequest post(String body, Map<String, List<String>> moreHeaders) {
    var headers = new HashMap<>(moreHeaders);
    headers.put("Content-Type", List.of("application/x-www-form-urlencoded; charset=utf-8"));
    return new HttpRequest("POST", "/", headers, body.getBytes(UTF_8));
  }

  private static void assertError(HttpResponse response, int status, String code, String message) {
    var error = xml(response);

    assertThat(text(error, "Message")).isEqualTo(message);
    assertThat(text(error, "Code")).isEqualTo(code);
    assertThat(text(error, "Type")).isEqualTo("Sender");
    assertThat(text(error, "RequestId")).matches("[0-9a-f-]{36}");
    assertThat(response.status()).isEqualTo(status);
  }

  static Document xml(HttpResponse response) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(response.body()));
    } catch (Exception unreadable) {
      throw new AssertionError(Http.text(response), unreadable);
    }
  }

  private static String text(Document document, String element) {
    return document.getElementsByTagName(element).item(0).getTextContent();
  }
}
