package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.teaching.Progress;
import dev.strongroom.teaching.Progress.Confidence;
import dev.strongroom.teaching.Scenario;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A learner in the console: predicts, sees what happens, and repairs. */
class LessonJourneyTest extends ConsoleFixture {

  private static final String ALL =
      """
      identity-policy:
        cashier:
          read: {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}]}
      """;

  private static final String ONE =
      ALL.replace(
          "\"*\"", "\"arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/payment-*\"");

  private final Scenario scenario =
      Objects.requireNonNull(Book.course().find("denied-or-not-found"));

  private Progress progress() throws IOException {
    return Progress.in(folder.resolve("progress.json"));
  }

  @Test
  void predictionIsNotedBeforeTheStepIsShown() throws IOException {
    page.open("lessons").click(scenario.title()).settled();

    page.fill("cashier asks for prod/payment", "AccessDeniedException")
        .fill("cashier asks for prod/nothing", "AccessDeniedException")
        .fill("the administrator misspells the name", "ResourceNotFoundException")
        .fill("the administrator asks in another Region", "ResourceNotFoundException")
        .fill("the administrator sends an empty name", "ValidationException")
        .click("Sure")
        .click("Predict")
        .sees("Right.");
    page.click("B GetSecretValue on *").click("I guess").click("Predict");
    page.sees("No. Right is: GetSecretValue on the secret's ARN")
        .sees("B: Then cashier reads prod/salaries too.")
        .seesNo("As a table"); // the decision of the step itself
    page.click("Show what happens").sees("As a table").sees("20 of 100 points");

    var questions = scenario.questions();
    assertThat(progress().isRight(scenario, questions.get(0))).isTrue();
    assertThat(progress().confidence(scenario, questions.get(0))).isEqualTo(Confidence.SURE);
    assertThat(progress().isRight(scenario, questions.get(1))).isFalse();
    assertThat(progress().confidence(scenario, questions.get(1))).isEqualTo(Confidence.GUESSED);
  }

  @Test
  void repairIsExplainedUntilItWorks() throws IOException {
    page.open("lessons/" + scenario.id() + "?ran=4").sees("What may be changed");

    page.click("Check").sees("Not yet: cashier reads prod/payment");
    page.click("Hint, for 10 points").sees("Hint 1:");
    page.fill("What may be changed", ALL).click("Check").sees("Not yet: ");
    assertThat(progress().isRepaired(scenario)).isFalse();
    page.fill("What may be changed", ONE).click("Check").sees("Solved.");

    assertThat(progress().isRepaired(scenario)).isTrue();
    assertThat(progress().hints(scenario)).isEqualTo(1);
    page.sees("50 of 100 points");
  }

  @Test
  void labelsThatMovedAreDrawn() {
    page.open("lessons/labels-not-dates?ran=99").sees("Labels of ").sees("AWSPREVIOUS");
  }
}
