package dev.strongroom;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.contract.Secrets;
import dev.strongroom.seed.Seed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A program that has used an emulator, still holds it and all that it told, and dumps its heap. It
 * knows its secret values by their numbers only.
 */
final class HeapSubject {

  static final int VALUES = 24;
  static final int CONTROL = -1;

  /** What the program holds on to; statics, so that they are in the dump. */
  private static final List<Object> HELD = new ArrayList<>();

  private final SecretsEmulator aws;
  private final Caller administrator;

  private HeapSubject(SecretsEmulator aws) {
    this.aws = aws;
    this.administrator = aws.administrator();
  }

  /** The secret value of that number: 64 characters that occur nowhere else. */
  static String value(int number) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(("secret " + number).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The arguments: where to dump the heap. */
  public static void main(String[] arguments)
      throws ReflectiveOperationException, InterruptedException {
    var program = new Thread(HeapSubject::useAnEmulator); // its stack holds nothing any more
    program.start();
    program.join();
    if (!(HELD.get(HELD.size() - 1) instanceof AuditLog log)) {
      throw new IllegalStateException("The program failed");
    }
    log.records()
        .forEach(record -> System.out.println(record.operation() + " " + record.errorCode()));
    var control = value(CONTROL);
    HELD.add(control.toCharArray()); // UTF-16, big-endian in a dump
    HELD.add("\u20ac" + control); // UTF-16 as the JVM has it
    HELD.add(Base64.getEncoder().encode(control.getBytes(StandardCharsets.UTF_8)));
    HELD.add(control); // Latin-1
    System.gc();
    var type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
    var bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getPlatformMXBean", Class.class)
            .invoke(null, type);
    type.getMethod("dumpHeap", String.class, boolean.class).invoke(bean, arguments[0], true);
  }

  private static void useAnEmulator() {
    var aws =
        SecretsEmulator.builder()
            .secret(Seed.secret("seeded").string(value(0)))
            .secret(Seed.secret("json").json("{\"password\":\"" + value(1) + "\"}"))
            .build();
    new HeapSubject(aws).run();
    HELD.add(aws);
    HELD.add(aws.audit().toString());
    HELD.add(aws.audit());
  }

  private void run() {
    call(create("text", 1, text(2)));
    call(
        create("binary", 1, null, SecretValue.ofBinary(value(3).getBytes(StandardCharsets.UTF_8))));
    call(put("text", 2, 4));
    call(put("text", 2, 4)); // a replay
    call(put("text", 2, 5)); // its token is in use
    call(create("text", 1, text(6)));
    call(
        UpdateSecret.of("text", Secrets.token(3))
            .withDescription("description")
            .withSecretString(text(7)));
    for (var name : List.of("text", "binary", "seeded", "json")) {
      call(GetSecretValue.of(name));
    }
    rotateByHand();
    call(BatchGetSecretValue.of(List.of("text", "binary", "nowhere")));
    refuse();
    keys();
    call(create("scheduled", 1, text(17)));
    call(DeleteSecret.of("scheduled"));
    call(put("scheduled", 2, 18));
    call(create("deleted", 1, text(19)));
    call(DeleteSecret.of("deleted").withForceDeleteWithoutRecovery(true));
    HELD.add(aws.snapshot());
    HELD.add(aws.fork());
    call(put("text", 4, 20));
    try {
      aws.seed(
          Seed.of(Seed.secret("a").string(value(21)), Seed.secret("no name").string(value(22))));
    } catch (IllegalArgumentException refused) {
      HELD.add(refused);
    }
    try {
      HELD.add(Seed.secret("a").json("{\"password\":\"" + value(23)));
    } catch (IllegalArgumentException refused) {
      HELD.add(refused);
    }
  }

  private void refuse() {
    call(create("bad name", 1, text(8)));
    call(create("both", 1, text(9), text(9)));
    call(create("long", 1, SecretValue.ofText(value(10).repeat(1025))));
    call(PutSecretValue.of("text", "short").withSecretString(text(11)));
    call(put("nowhere", 1, 12));
    var app = aws.account("123456789012").role("app").caller();
    call(app, put("text", 5, 13));
    call(app, GetSecretValue.of("text"));
    HELD.add(aws.explain(app, put("text", 6, 13)));
    HELD.add(aws.explain(administrator, put("text", 7, 13)));
    HELD.add(aws.explain(administrator, GetSecretValue.of("text")));
  }

  private void keys() {
    var key = aws.execute(administrator, CreateKey.DEFAULT).result().keyMetadata().arn();
    var keyed =
        CreateSecret.of("keyed", Secrets.token(1)).withKmsKeyId(key).withSecretString(text(14));
    call(keyed);
    call(UpdateSecret.of("text", Secrets.token(8)).withKmsKeyId(key));
    call(Encrypt.of(key, text(15)));
    call(new DisableKey(key));
    call(put("keyed", 2, 16));
    call(put("keyed", 1, 14));
    call(GetSecretValue.of("keyed"));
  }

  private void call(Request<?> request) {
    call(administrator, request);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // one request of any operation
  private void call(Caller caller, Request<?> request) {
    HELD.add(request.toString());
    try {
      HELD.add(aws.execute(caller, (Request) request).toString());
    } catch (ServiceError refusal) {
      HELD.add(refusal);
    }
  }

  private static CreateSecret create(String name, int token, SecretValue text) {
    return create(name, token, text, null);
  }

  private static CreateSecret create(String name, int token, SecretValue text, SecretValue binary) {
    return CreateSecret.of(name, Secrets.token(token))
        .withSecretBinary(binary)
        .withSecretString(text);
  }

  /** What a rotation function does, step by step. */
  private void rotateByHand() {
    var next = Secrets.token(4);
    call(
        PutSecretValue.of("text", next)
            .withSecretString(text(4))
            .withVersionStages(List.of("AWSPENDING")));
    call(new GetSecretValue("text", next, "AWSPENDING"));
    call(new UpdateSecretVersionStage("text", "AWSCURRENT", Secrets.token(3), next));
    call(GetSecretValue.of("text"));
  }

  private static PutSecretValue put(String name, int token, int number) {
    return PutSecretValue.of(name, Secrets.token(token)).withSecretString(text(number));
  }

  private static SecretValue text(int number) {
    return SecretValue.ofText(value(number));
  }
}
