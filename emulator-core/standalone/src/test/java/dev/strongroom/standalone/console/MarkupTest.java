package dev.strongroom.standalone.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.api.kms.TagResource;
import dev.strongroom.internal.service.iam.api.CreateUser;
import dev.strongroom.internal.service.ssm.api.AddTagsToResource;
import dev.strongroom.internal.service.ssm.api.PutParameter;
import dev.strongroom.rotation.FunctionException;
import dev.strongroom.seed.FunctionSeed;
import dev.strongroom.seed.Seed;
import java.net.URLEncoder;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Markup in every field that takes a text, which the console shows as a text. */
class MarkupTest extends ConsoleFixture {

  private static final String MARKUP = "<img src=x onerror='window.broken=1'><b id=broken>";
  private static final String QUOTES = "\"'><svg onload=window.broken=1>${7*7}</script>";

  private static final String SEED =
      """
      {
        "secrets": [
          {"name": "prod/db", "description": "MARKUP of a secret", "string": "MARKUP as a value",
           "tags": {"MARKUP tag": "QUOTES"},
           "resourcePolicy": {"Version": "2012-10-17", "Statement": [{"Sid": "Marked", "Effect": "Allow",
             "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*",
             "Condition": {"StringEquals": {"secretsmanager:VersionStage": "MARKUP of a policy"}}}]}},
          {"name": "prod/labels", "versions": [{"string": "a", "labels": ["AWSPREVIOUS", "QUOTES"]},
            {"string": "b", "labels": ["AWSCURRENT", "MARKUP"]}]}
        ],
        "parameters": [{"name": "/prod/db", "value": "MARKUP of a parameter", "description": "QUOTES"}],
        "keys": [{"aliases": ["alias/shop"], "description": "MARKUP of a key",
          "policy": {"Version": "2012-10-17", "Statement": [{"Sid": "MARKUP of a key policy", "Effect": "Allow",
            "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "kms:*", "Resource": "*"}]}}],
        "faults": [{"on": "PutSecretValue", "secret": "*", "first": 2,
          "fail": {"code": "InternalServiceError", "message": "MARKUP of a fault"}}],
        "accounts": [{"users": [{"name": "ann", "policies": [{"Version": "2012-10-17", "Statement": [
          {"Sid": "Marked", "Effect": "Allow", "Action": "*", "Resource": "*",
           "Condition": {"StringLike": {"aws:PrincipalTag/x": "MARKUP of a principal"}}}]}]}]}]
      }
      """;

  @Override
  SecretsEmulator emulator() {
    var text = SEED.replace("MARKUP", MARKUP).replace("QUOTES", QUOTES.replace("\"", "\\\""));
    return SecretsEmulator.builder()
        .frozenAt(Shop.NOON)
        .randomSeed(1)
        .seed(Seed.parse(text))
        .build();
  }

  @Test
  void noTextBecomesMarkup() {
    hostileCalls();
    page.open("snapshots").fill("Name", MARKUP).click("Take a snapshot").sees(MARKUP);
    page.fill("Name", QUOTES).click("Take a snapshot").sees(QUOTES);
    isNoMarkup("snapshots");
    var views = new LinkedHashSet<String>();
    for (var view : page.views()) {
      views.add(view);
      views.addAll(page.open(view).rows());
    }
    views.addAll(
        List.of(
            "access?tab=matrix",
            "secrets/prod%2Fdb?as=table",
            "secrets/prod%2Flabels?as=table",
            "rotations/prod%2Flabels",
            "snapshots?compare=" + encoded(MARKUP)));

    for (var view : views) {
      page.open(view);
      isNoMarkup(view);
    }
  }

  /** What AWS records of calls, and what a function says. */
  private void hostileCalls() {
    assertThatThrownBy(() -> call(new GetSecretValue("prod/db", null, MARKUP + " as a label")))
        .isInstanceOf(ServiceError.class);
    assertThatThrownBy(() -> call(GetSecretValue.of(MARKUP + " as a secret")))
        .isInstanceOf(ServiceError.class);
    var key = call(new DescribeKey("alias/shop", null)).keyMetadata().keyId();
    call(new TagResource(key, List.of(new Tag(MARKUP + " of a key's tag", QUOTES))));
    var mallory = aws.account("123456789012").user(MARKUP + " as a user");
    assertThatThrownBy(() -> aws.as(mallory.caller()).call(GetSecretValue.of("prod/db")))
        .isInstanceOf(ServiceError.class);
    var rotation =
        aws.rotation("prod/labels")
            .with(
                (event, service) -> {
                  throw new FunctionException(MARKUP + " of a function", QUOTES);
                });
    call(
        RotateSecret.of("prod/labels", aws.newClientRequestToken())
            .withRotationLambdaARN(rotation.lambdaArn()));
  }

  @Test
  void everyFieldIsShownAsItIs() {
    hostileCalls();

    page.open("secrets").sees(MARKUP + " of a secret").sees(MARKUP + " tag: " + QUOTES);
    page.open("secrets/prod%2Fdb").sees(MARKUP + " of a policy").sees(MARKUP + " tag: " + QUOTES);
    page.click("Show value").sees(MARKUP + " as a value");
    isNoMarkup("a secret");
    page.open("secrets/prod%2Flabels?as=table").sees(MARKUP).sees(QUOTES);
    page.open("rotations/prod%2Flabels").sees(MARKUP + " of a function");
    isNoMarkup("a rotation");
    page.open("parameters/%2Fprod%2Fdb").sees(MARKUP + " of a parameter").sees(QUOTES);
    page.open("keys").sees(MARKUP + " of a key").click("alias/shop");
    page.sees(MARKUP + " of a key policy");
    page.sees(MARKUP + " of a key's tag: " + QUOTES);
    isNoMarkup("a key");
    page.open("access?tab=matrix").sees(MARKUP + " as a user");
    page.open("audit").sees(MARKUP + " as a secret").sees(MARKUP + " as a user");
    page.click("GetSecretValue").sees("eventID");
    isNoMarkup("a record");
    page.open("access?principal=arn:aws:iam::123456789012:user/ann&resource=prod%2Fdb");
    page.click("Table").sees(MARKUP + " of a principal");
    isNoMarkup("an explanation");
  }

  @Test
  void textOfARefusalIsShownAsItIs() {
    page.open("secrets/prod%2Fdb").click("Put a value").fill("Value", "x").click("Put");

    page.sees(MARKUP + " of a fault");
    isNoMarkup("a refusal");
    page.forgets(); // the browser's note of that refusal
  }

  @Test
  void namesCanHaveNoMarkup() {
    refused(CreateSecret.of(MARKUP, aws.newClientRequestToken()));
    refused(new CreateAlias("alias/" + MARKUP, "alias/shop"));
    refused(
        new PutParameter(
            MARKUP,
            null,
            SecretValue.ofText("x"),
            "String",
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    refused(new CreateUser(null, MARKUP, null, null));
    assertThatThrownBy(
            () ->
                aws.register(
                    FunctionSeed.of(
                        "arn:aws:lambda:us-east-1:123456789012:function:" + MARKUP,
                        "builtin:password")))
        .isInstanceOf(IllegalArgumentException.class);
    refused(
        new AddTagsToResource(
            "Parameter",
            "/prod/db",
            List.of(new dev.strongroom.internal.service.ssm.api.Tag(MARKUP, "x"))));
  }

  private <Q extends Request<R>, R extends Record> void refused(Q request) {
    var before = aws.snapshot();
    assertThatThrownBy(() -> call(request)).isInstanceOf(ServiceError.class);
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  void noAddressBecomesMarkup() {
    for (var view : List.of("secrets?q=", "audit?operation=", "snapshots?compare=", "secrets/")) {
      page.driver().executeScript("location.hash = '#/' + arguments[0]", view + encoded(MARKUP));
      page.settled();
      isNoMarkup(view);
    }
    page.driver().executeScript("location.hash = '#/' + arguments[0]", encoded(MARKUP));
    page.sees("There is no view named “" + MARKUP);
    isNoMarkup("a view of no name");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private void isNoMarkup(String where) {
    assertThat(page.driver().executeScript("return window.broken")).as(where).isNull();
    assertThat(
            page.is(
                "return !document.querySelector('#broken, img[src=x], svg[onload], main script')"))
        .as(where)
        .isTrue();
  }
}
