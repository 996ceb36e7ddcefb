package dev.strongroom.local.data;

import static dev.strongroom.local.data.Furnished.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Snapshot;
import dev.strongroom.internal.service.iam.api.AddUserToGroup;
import dev.strongroom.internal.service.iam.api.AttachRolePolicy;
import dev.strongroom.internal.service.iam.api.CreateAccessKey;
import dev.strongroom.internal.service.iam.api.CreateGroup;
import dev.strongroom.internal.service.iam.api.CreatePolicy;
import dev.strongroom.internal.service.iam.api.CreatePolicyVersion;
import dev.strongroom.internal.service.iam.api.CreateRole;
import dev.strongroom.internal.service.iam.api.CreateUser;
import dev.strongroom.internal.service.iam.api.GetPolicyVersion;
import dev.strongroom.internal.service.iam.api.GetRole;
import dev.strongroom.internal.service.iam.api.GetUserPolicy;
import dev.strongroom.internal.service.iam.api.PutGroupPolicy;
import dev.strongroom.internal.service.iam.api.PutRolePermissionsBoundary;
import dev.strongroom.internal.service.iam.api.PutUserPolicy;
import dev.strongroom.internal.service.iam.api.Tag;
import dev.strongroom.internal.service.iam.api.UpdateAccessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What IAM's API makes is kept on disk, and can be read for ever from what was written in format 1.
 * Never write it again: where this test fails, the code has to read what is there.
 */
class IamFormatTest {

  private static final Path GOLDEN = Path.of("src/test/resources/data/format-1-iam");
  private static final List<String> FILES = List.of("state.snapshot", "state.snapshot.key");
  private static final String ALLOW =
      """
      { "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"}] }""";
  private static final String TRUST =
      """
      { "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"AWS": "arn:aws:iam::123456789012:root"}}] }""";

  @TempDir Path folder;

  private static void furnish(SecretsEmulator aws) {
    call(
        aws,
        new CreateRole(
            "/team/", "app", TRUST, "of the app", 7200, null, List.of(new Tag("team", "a"))));
    call(aws, CreateUser.of("ann"));
    call(aws, new PutUserPolicy("ann", "own", ALLOW));
    var key = call(aws, new CreateAccessKey("ann"));
    call(aws, new UpdateAccessKey("ann", key.accessKey().accessKeyId(), "Inactive"));
    call(aws, new CreateAccessKey("ann"));
    call(aws, CreateGroup.of("dev"));
    call(aws, new PutGroupPolicy("dev", "shared", ALLOW));
    call(aws, new AddUserToGroup("dev", "ann"));
    var policy =
        call(aws, new CreatePolicy("p", "/", ALLOW, "a policy", List.of(new Tag("k", "v"))));
    var arn = String.valueOf(policy.policy().arn());
    call(aws, new CreatePolicyVersion(arn, ALLOW.replace("Allow", "Deny"), true));
    call(aws, new AttachRolePolicy("app", arn));
    call(aws, new PutRolePermissionsBoundary("app", arn));
  }

  @Test
  void everythingIsRead() throws IOException {
    for (var file : FILES) {
      Files.copy(GOLDEN.resolve(file), folder.resolve(file));
    }
    var furnished = Writer.emulator().build();
    furnish(furnished);

    var read = Snapshot.load(folder.resolve("state.snapshot"));

    assertThat(read).isEqualTo(furnished.snapshot());
    var aws = Writer.emulator().build();
    aws.restore(read);
    assertThat(call(aws, new GetRole("app"))).isEqualTo(call(furnished, new GetRole("app")));
    assertThat(call(aws, new GetUserPolicy("ann", "own")))
        .isEqualTo(call(furnished, new GetUserPolicy("ann", "own")));
    var first = new GetPolicyVersion("arn:aws:iam::123456789012:policy/p", "v1");
    assertThat(call(aws, first)).isEqualTo(call(furnished, first));
  }

  @Test
  void dataOnDiskHoldsIt() {
    var furnished = Writer.emulator().build();
    furnish(furnished);
    try (var aws = Writer.emulator().data(folder).build()) {
      furnish(aws);
    }

    try (var aws = SecretsEmulator.builder().data(folder).build()) {
      assertThat(aws.snapshot()).isEqualTo(furnished.snapshot());
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "golden.write", matches = "format-1-iam")
  void write() throws IOException {
    Files.createDirectories(GOLDEN);
    try (var aws = Writer.emulator().build()) {
      furnish(aws);
      aws.snapshot().save(GOLDEN.resolve("state.snapshot"));
    }
  }
}
