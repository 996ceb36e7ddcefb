package dev.strongroom.teaching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A teacher's scenarios as tests of JUnit. */
class ScenariosTest {

  private static final String SAMPLE = GateTest.read("sample.yaml");

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicNode> sampleAsTests(@TempDir Path own) throws IOException {
    Files.writeString(own.resolve("sample.yaml"), SAMPLE);
    return Scenarios.in(own).toList().stream();
  }

  private List<DynamicTest> tests(String text) throws IOException {
    Files.writeString(folder.resolve("sample.yaml"), text);
    return Scenarios.in(folder)
        .map(DynamicContainer.class::cast)
        .flatMap(DynamicContainer::getChildren)
        .map(DynamicTest.class::cast)
        .toList();
  }

  private static List<String> failing(List<DynamicTest> tests) {
    return tests.stream()
        .filter(
            test -> {
              try {
                test.getExecutable().execute();
                return false;
              } catch (Throwable failure) {
                return true;
              }
            })
        .map(DynamicTest::getDisplayName)
        .toList();
  }

  @Test
  void everyStepOptionAndRepairIsATest() throws IOException {
    var tests = tests(SAMPLE);

    assertThat(tests)
        .extracting(DynamicTest::getDisplayName)
        .contains(
            "step begun",
            "question what-helps, option A: The secret's policy",
            "question what-happens, option B: It is denied",
            "repair both works",
            "repair one fails",
            Gate.ONE_RIGHT_ANSWER.rule());
    assertThat(failing(tests)).isEmpty();
  }

  @Test
  void defectFailsTheTestOfItsPlace() throws IOException {
    assertThat(failing(tests(SAMPLE.replace("layer: resource policy", "layer: key policy"))))
        .containsExactly("step begun");
    assertThat(
            failing(
                tests(SAMPLE.replace("do: [wait], why: Time changes nothing.}", "do: [wait]}"))))
        .containsExactly("question what-helps, option C: To wait");
    assertThat(
            failing(
                tests(
                    SAMPLE.replace(
                        "both: {do: [share, identity]}", "both: {do: [share, wait, identity]}"))))
        .containsExactly("repair both works");
  }

  @Test
  void fileThatCannotBeReadIsATestThatFailsWithItsPlace() throws IOException {
    Files.writeString(folder.resolve("sample.yaml"), SAMPLE.replace("questions:", "question:"));

    var tests = Scenarios.in(folder).map(DynamicTest.class::cast).toList();

    assertThatThrownBy(() -> tests.get(0).getExecutable().execute())
        .hasMessageContaining("sample.yaml:37:1: there is no member 'question' here");
  }

  @Test
  void folderWithoutScenariosIsATestThatFails() {
    var tests = Scenarios.in(folder).map(DynamicTest.class::cast).toList();

    assertThatThrownBy(() -> tests.get(0).getExecutable().execute())
        .hasMessageContaining("There is no scenario in ");
  }
}
