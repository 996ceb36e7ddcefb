package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.Caller;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys, clock, faults, audit and parameters, seen and changed in the console. */
class OperationsJourneyTest extends ConsoleFixture {

  private static final String ACCOUNT = "123456789012";

  @Test
  void disabledKeyShowsWhoIsHurtAndEnabledNobody() {
    var ann = aws.account(ACCOUNT).user("ann").allow("kms:Decrypt");
    var reading = new Caller(ACCOUNT, "us-east-1", ann.arn(), Map.of());
    var read = new GetSecretValue("prod/db", null, null);

    page.open("keys").click("alias/shop").click("Disable …").sees("user/ann reads prod/db");
    page.click("Disable").seesNoDialog();

    page.sees("1 secret can’t be read. Reads fail of user/ann.")
        .sees("user/ann: DecryptionFailure");
    assertThat(call(new DescribeKey("alias/shop", null)).keyMetadata().enabled()).isFalse();
    assertThatThrownBy(() -> aws.as(reading).call(read)).isInstanceOf(ServiceError.class);

    page.click("Enable").seesNo("can’t be read");
    assertThat(aws.as(reading).call(read).secretString()).isNotNull();
  }

  @Test
  void thirtyDaysLaterTheDeletionIsDone() {
    var before = aws.clock().instant();

    page.open("clock").sees("deletion").sees("stage/old");
    page.click("+ 30 days").sees("Advanced by 30 days").sees("EndSecretVersionDelete");

    page.seesNo("Advance to the deletion");
    assertThat(aws.clock().instant()).isEqualTo(before.plus(Duration.ofDays(30)));
    assertThatThrownBy(() -> call(new DescribeSecret("stage/old")))
        .hasMessageContaining("can't find the specified secret");
  }

  @Test
  void clockAdvancesToWhatIsDueNext() {
    page.open("clock").click("To the next due").sees("EndSecretVersionDelete");

    assertThatThrownBy(() -> call(new DescribeSecret("stage/old")))
        .isInstanceOf(ServiceError.class);
    page.click("Run").sees("running").click("Freeze").sees("frozen");
  }

  @Test
  void declaredFaultStrikesIsCountedAndRemoved() {
    page.open("faults").click("Declare a fault").fill("Secret", "prod/signing");
    page.click("Declare").seesNoDialog();
    page.sees("ThrottlingException on GetSecretValue of prod/signing").sees("0 of 1");

    var read = new GetSecretValue("prod/signing", null, null);
    assertThatThrownBy(() -> call(read)).hasMessageContaining("Rate exceeded");

    page.sees("1 of 1").sees("used up");
    assertThat(aws.faults().all()).filteredOn(fault -> fault.struck() == 1).hasSize(1);
    page.click("Remove ThrottlingException on GetSecretValue of prod/signing");
    page.seesNo("of prod/signing");
    assertThat(aws.faults().all()).noneMatch(fault -> fault.struck() > 0);
  }

  @Test
  void auditIsFollowedFilteredAndShowsOneRecord() {
    page.open("audit").seesNo("GetSecretValue");

    call(new GetSecretValue("prod/signing", null, null));
    var record = aws.audit().of("GetSecretValue").last();

    page.sees("GetSecretValue").click("GetSecretValue").sees(record.eventId());
    page.open("audit?failed=true").sees("No record is like this.");
    assertThatThrownBy(() -> call(new DescribeSecret("nowhere"))).isInstanceOf(ServiceError.class);
    page.sees("ResourceNotFoundException").sees("nowhere");
    assertThat(page.text()).doesNotContain("s1");
  }

  @Test
  void parameterIsShownPutAndDeleted() {
    var read = new GetParameter("/prod/api-key", true);

    page.open("parameters").click("prod/ 2").click("/prod/api-key").sees("SecureString");
    assertThat(page.text()).doesNotContain("abc");
    page.click("Show value").sees("abc");
    assertThat(aws.audit().of("GetParameter").size()).isEqualTo(1);

    page.click("Put a version").fill("Value", "two").click("Put").seesNoDialog();
    page.sees("/prod/api-key has version 2");
    assertThat(call(read).parameter().value().text()).isEqualTo("two");

    page.click("Delete …").click("Delete").seesNo("/prod/api-key is");
    assertThatThrownBy(() -> call(read)).isInstanceOf(ServiceError.class);
  }
}
