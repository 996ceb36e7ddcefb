package dev.strongroom.teaching.cli;

import dev.strongroom.teaching.Judge;
import dev.strongroom.teaching.Run;
import dev.strongroom.teaching.Scenario;
import dev.strongroom.teaching.world.World;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;

/** A scenario's world behind a port, for the AWS CLI or any SDK. */
final class Sandbox {

  private static final int LATEST = 10;

  private final Console console;
  private final Page page;
  private final Scenario scenario;
  private final Run run;

  Sandbox(Console console, Scenario scenario, Run run) {
    this.console = console;
    this.page = new Page(console);
    this.scenario = scenario;
    this.run = run;
  }

  /** Serves the world as it is after a step, until the learner leaves. */
  void serve(String stepId, int port) throws IOException {
    try (var world = run.after(stepId);
        var endpoint = Endpoint.start(world.emulator(), port)) {
      introduce(world, endpoint.uri().toString());
      for (var typed = console.ask("> "); typed != null; typed = console.ask("> ")) {
        var words = typed.strip().split(" +");
        switch (words[0]) {
          case "quit", "q" -> {
            return;
          }
          case "check" -> check(world);
          case "advance" -> advance(world, words.length > 1 ? words[1] : "");
          case "calls" -> calls(world);
          case "clock" -> page.line("  " + world.now());
          case "" -> {}
          default -> page.line("  check, calls, advance PT10M, clock or quit.");
        }
      }
    }
  }

  private void introduce(World world, String uri) {
    page.paragraph(scenario.story());
    page.blank();
    page.line("Its world is at " + uri + "; the access key id says who calls:");
    world
        .principals()
        .forEach(
            (name, caller) ->
                page.line(
                    "  %-16s%s"
                        .formatted(accessKey(name, caller.principalArn()), caller.principalArn())));
    page.line("  %-16s%s".formatted("any other", world.emulator().administrator().principalArn()));
    page.line("For example:");
    var someone = world.principals().keySet().stream().findFirst().orElse("admin");
    page.line(
        "  export AWS_SECRET_ACCESS_KEY=none AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=" + someone);
    page.line("  aws --endpoint-url " + uri + " secretsmanager list-secrets");
    page.paragraph(
        "check says whether the goal is reached, calls what was called, advance PT10M moves the"
            + " clock, quit ends it.");
  }

  /** An account's administrator is called by the account's number. */
  private static String accessKey(String name, String arn) {
    return arn.endsWith(":root") ? arn.split(":")[4] : name;
  }

  private void check(World world) {
    if (scenario.goal().isEmpty()) {
      page.line("  This scenario has no goal; look around.");
      return;
    }
    var why = new Judge(run).whyNot(world);
    page.item("  ", why.isEmpty() ? "The goal is reached." : "Not yet: " + why);
  }

  /** The latest calls, and what became of them. */
  private void calls(World world) {
    var records = world.emulator().audit().records();
    records.stream()
        .skip(Math.max(0, records.size() - LATEST))
        .forEach(record -> page.item("  ", record.toString()));
  }

  private void advance(World world, String by) {
    try {
      var duration = Duration.parse(by);
      if (duration.isNegative() || duration.compareTo(Duration.ofDays(36_500)) > 0) {
        throw new DateTimeException("beyond any scenario");
      }
      world.emulator().clock().advance(duration);
      page.line("  It is " + world.now() + ".");
    } catch (DateTimeException malformed) {
      page.line("  A duration looks like PT10M or P7D.");
    }
  }
}
