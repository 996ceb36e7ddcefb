package dev.strongroom.notebook;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.THROTTLING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.contract.CoreDoor;
import dev.strongroom.contract.Secrets;
import dev.strongroom.fault.Quotas;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.wire.HttpApi;
import dev.strongroom.wire.Endpoint;
import dev.strongroom.wire.HttpRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that is added in one package has everything that the built-in ones have. */
public class NotebookTest {

  private final SecretsEmulator aws = emulator(Quotas.off());

  public static SecretsEmulator emulator(Quotas quotas) {
    var builder =
        SecretsEmulator.builder()
            .frozenAt(Instant.parse("2026-01-01T12:00:00Z"))
            .randomSeed(1)
            .quotas(quotas);
    EmulatorInternals.with(builder, new NotebookService());
    EmulatorInternals.with(builder, new SealedNotesService());
    return builder.build();
  }

  private <Q extends Request<R>, R extends Record> R call(Q request) {
    return aws.execute(aws.administrator(), request).result();
  }

  @Test
  void stateIsKeptByRegionAndListedInPages() {
    for (var title : List.of("a", "b", "c")) {
      call(new PutNote(title, "text"));
    }

    var first = call(new ListNotes(2, null));
    var second = call(new ListNotes(2, first.nextToken()));

    assertThat(first.titles()).containsExactly("a", "b");
    assertThat(second).isEqualTo(new ListNotes.Result(List.of("c"), null));
    var elsewhere = aws.execute(aws.administrator().in("eu-west-1"), new ListNotes(null, null));
    assertThat(elsewhere.result().titles()).isEmpty();
  }

  @Test
  void snapshotsAndForksHoldItsState() {
    call(new PutNote("a", "text"));
    var snapshot = aws.snapshot();
    var fork = aws.fork();
    call(new PutNote("b", "text"));

    assertThat(titles(fork)).containsExactly("a");
    assertThat(titles(aws)).containsExactly("a", "b");
    aws.restore(snapshot);
    assertThat(titles(aws)).containsExactly("a");
  }

  private static List<String> titles(SecretsEmulator emulator) {
    return emulator.execute(emulator.administrator(), new ListNotes(null, null)).result().titles();
  }

  @Test
  void accessIsDecidedExplainedAndRepaired() {
    var role = aws.account("123456789012").role("writer");
    role.deny("secretsmanager:*");

    var refusal = refusal(role.caller(), new PutNote("a", "text"));

    assertThat(refusal.code()).isEqualTo(ACCESS_DENIED);
    assertThat(refusal.text()).contains("notebook:PutNote", "because no identity-based policy");
    var access = aws.explain(role.caller(), new PutNote("a", "text"));
    assertThat(access.allowed()).isFalse();
    aws.repair(access);
    aws.execute(role.caller(), new PutNote("a", "text"));
    assertThat(titles(aws)).containsExactly("a");
  }

  @Test
  void conditionKeysOfTheRequestCount() {
    var role = aws.account("123456789012").role("writer");
    role.policy(
        dev.strongroom.iam.PolicyDocument.parse(
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "notebook:PutNote",
              "Resource": "*", "Condition": {"StringEquals": {"notebook:Title": "a"}}}}"""));

    aws.execute(role.caller(), new PutNote("a", "text"));

    assertThat(refusal(role.caller(), new PutNote("b", "text")).code()).isEqualTo(ACCESS_DENIED);
  }

  @Test
  void readsASecretForTheCallerWithTheCallersRights() {
    new Secrets(new CoreDoor(aws)).create("prod/db", Secrets.token(1), "t0ken");
    var role = aws.account("123456789012").role("reader").allow("sealednotes:*");

    assertThat(call(new GetSealedNote("prod/db")))
        .isEqualTo(new GetSealedNote.Result("prod/db", 5));

    assertThat(refusal(role.caller(), new GetSealedNote("prod/db")).text())
        .contains("secretsmanager:GetSecretValue");
    assertThat(aws.explain(role.caller(), new GetSealedNote("prod/db")).refusal().action())
        .isEqualTo("secretsmanager:GetSecretValue");
    role.allow("secretsmanager:GetSecretValue");
    aws.execute(role.caller(), new GetSealedNote("prod/db"));
  }

  @Test
  void everythingIsAuditedAlsoWhatItCallsForTheCaller() {
    new Secrets(new CoreDoor(aws)).create("prod/db", Secrets.token(1), "t0ken");
    call(new GetSealedNote("prod/db"));

    var records = aws.audit().records();

    assertThat(records.subList(records.size() - 3, records.size()))
        .extracting(record -> record.eventSource() + " " + record.operation())
        .containsExactly(
            "kms.amazonaws.com Decrypt",
            "secretsmanager.amazonaws.com GetSecretValue",
            "sealednotes.amazonaws.com GetSealedNote");
    assertThat(records.subList(records.size() - 3, records.size()))
        .extracting(record -> record.invokedBy())
        .containsExactly("secretsmanager.amazonaws.com", "sealednotes.amazonaws.com", null);
  }

  @Test
  void faultsStrikeByServiceOperationAndResource() {
    var fault = aws.faults().service("notebook").on("PutNote").secret("ab*").first(1).throttle();

    call(new PutNote("b", "text"));
    assertThat(refusal(aws.administrator(), new PutNote("ab", "text")).code())
        .isEqualTo(THROTTLING);
    call(new PutNote("ab", "text"));

    assertThat(fault.struck()).isEqualTo(1);
    assertThatThrownBy(() -> aws.faults().service("notebook").on("PutNotes"))
        .hasMessage("Notebook has no operation 'PutNotes'; did you mean PutNote or ListNotes?");
  }

  @Test
  void pagesCanBeShortened() {
    call(new PutNote("a", "text"));
    call(new PutNote("b", "text"));
    aws.faults().service("notebook").shortPages(1);

    var page = call(new ListNotes(null, null));

    assertThat(page.titles()).containsExactly("a");
    assertThat(call(new ListNotes(null, page.nextToken())).titles()).containsExactly("b");
  }

  @Test
  void itsQuotaIsEnforced() {
    var limited = emulator(Quotas.aws());
    for (int i = 0; i < 5; i++) {
      limited.execute(limited.administrator(), new PutNote("a" + i, "text"));
    }

    var refusal =
        catchThrowableOfType(
            ServiceError.class,
            () -> limited.execute(limited.administrator(), new PutNote("a", "text")));

    assertThat(refusal.code()).isEqualTo(ErrorCode.THROTTLING);
  }

  @Test
  void bothProtocolsCarryIt() {
    new Secrets(new CoreDoor(aws)).create("prod/db", Secrets.token(1), "t0ken");
    var http = HttpApi.of(aws);

    var put = http.answer(json("PutNote", "{\"Title\": \"a\", \"Text\": \"text\"}"));
    var get = http.answer(query("Action=GetSealedNote&Version=2026-01-01&SecretId=prod%2Fdb"));

    assertThat(put.status()).isEqualTo(200);
    assertThat(text(put.body()))
        .isEqualTo("{\"Arn\":\"arn:aws:notebook:us-east-1:123456789012:note/a\"}");
    assertThat(get.status()).isEqualTo(200);
    assertThat(text(get.body()))
        .startsWith(
            "<GetSealedNoteResponse xmlns=\"https://sealednotes.example/doc/2026-01-01/\">"
                + "<GetSealedNoteResult><Title>prod/db</Title><Letters>5</Letters>"
                + "</GetSealedNoteResult>");
  }

  @Test
  void endpointServesIt() throws Exception {
    try (var endpoint = Endpoint.start(aws, 0)) {
      var request =
          java.net.http.HttpRequest.newBuilder(URI.create(endpoint.uri().toString()))
              .header("X-Amz-Target", "Notebook_20260101.PutNote")
              .header("Content-Type", "application/x-amz-json-1.1")
              .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"Title\": \"a\"}"))
              .build();

      var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains(":note/a");
    }
  }

  private ServiceError refusal(Caller caller, Request<?> request) {
    return catchThrowableOfType(ServiceError.class, () -> execute(caller, request));
  }

  private <R extends Record> void execute(Caller caller, Request<R> request) {
    aws.execute(caller, request);
  }

  private static HttpRequest json(String operation, String body) {
    return new HttpRequest(
        "POST",
        "/",
        Map.of(
            "X-Amz-Target",
            List.of("Notebook_20260101." + operation),
            "Content-Type",
            List.of("application/x-amz-json-1.1")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpRequest query(String body) {
    return new HttpRequest(
        "POST",
        "/",
        Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
