package dev.strongroom.samples.exam;

import dev.strongroom.teaching.Scenarios;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** A teacher's own course: every step, option and repair of its scenarios is a test. */
class ExamScenariosTest {

  @TestFactory
  Stream<DynamicNode> scenarios() {
    return Scenarios.in(Path.of("scenarios"));
  }
}
