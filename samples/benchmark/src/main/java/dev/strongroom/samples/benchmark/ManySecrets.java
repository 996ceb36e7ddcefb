package dev.strongroom.samples.benchmark;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.Filter;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.Tag;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.management.ObjectName;

/** What calls cost among 500,000 secrets, AWS's quota, beside the same calls among few. */
final class ManySecrets {

  private static final int MANY = 500_000;
  private static final int PAGE = 1_000; // secrets among which a page of 100 is the floor
  private static final int FEW = 10;
  private static final int BATCH = 1_000;
  private static final int BATCHES = 10;
  private static final SecretValue VALUE = SecretValue.ofText("x".repeat(64));
  private static final int CLASSES_SHOWN = 14;

  private final List<Figure> figures = new ArrayList<>();
  private final SecretsEmulator many = emulator();
  private final SecretsEmulator page = emulator();
  private final SecretsEmulator few = emulator();

  private ManySecrets() {}

  static List<Figure> measure() throws Exception {
    var scale = new ManySecrets();
    scale.create();
    scale.read();
    scale.list();
    scale.copy();
    return scale.figures;
  }

  private static SecretsEmulator emulator() {
    return SecretsEmulator.builder().auditCapacity(1_000).build();
  }

  private static ServiceClient client(SecretsEmulator aws) {
    return aws.as(aws.administrator());
  }

  private static String name(int number) {
    return "service-%06d/db".formatted(number);
  }

  private void create() throws Exception {
    create(emulator(), 0, 20 * BATCH); // compiles the code
    create(few, 0, FEW);
    create(page, 0, PAGE);
    long before = usedHeap();
    var first = new double[BATCHES];
    var last = new double[BATCHES];
    for (int batch = 0; batch < MANY / BATCH; batch++) {
      long start = System.nanoTime();
      create(many, batch * BATCH, (batch + 1) * BATCH);
      double micros = (System.nanoTime() - start) / 1e3 / BATCH;
      if (batch < BATCHES) {
        first[batch] = micros;
      } else if (batch >= MANY / BATCH - BATCHES) {
        last[batch - MANY / BATCH + BATCHES] = micros;
      }
    }
    double kib = (usedHeap() - before) / 1024.0 / MANY;
    figures.add(
        Figure.beside(
            "CreateSecret, the last 10,000 of 500,000 beside the first",
            "us",
            Sample.of(last),
            Sample.of(first),
            1.2));
    figures.add(Figure.alone("heap of a secret, at 500,000", "KiB", Sample.of(kib), 1.2));
    System.out.println("\nWhere the heap goes (instances, bytes, class):\n" + histogram());
  }

  private static void create(SecretsEmulator aws, int from, int to) {
    var client = client(aws);
    for (int i = from; i < to; i++) {
      client.call(
          CreateSecret.of(name(i), UUID.randomUUID().toString())
              .withSecretString(VALUE)
              .withTags(List.of(new Tag("team", "payments"))));
    }
  }

  /** The first read on a day changes the LastAccessedDate; what is compared are further reads. */
  private void read() throws Exception {
    var among = client(many);
    var floor = client(few);
    long start = System.nanoTime();
    for (int i = 0; i < MANY; i++) {
      among.call(GetSecretValue.of(name(i)));
    }
    double micros = (System.nanoTime() - start) / 1e3 / MANY;
    figures.add(
        Figure.alone(
            "first GetSecretValue on a day, each of 500,000", "us", Sample.of(micros), null));
    var number = new int[1];
    figures.add(
        new Turns(40, 2_000)
            .compare(
                "GetSecretValue among 500,000 beside 10",
                1.3,
                () -> {
                  number[0] = (number[0] + 104_729) % MANY;
                  among.call(GetSecretValue.of(name(number[0])));
                },
                () -> floor.call(GetSecretValue.of(name(number[0] % FEW)))));
  }

  private void list() throws Exception {
    var all = ListSecrets.all().withMaxResults(100);
    comparePages("the last page of 100 of 500,000 beside of 1,000", all);
    comparePages(
        "the last page of 100 of a name prefix, among 500,000 beside 1,000",
        all.withFilters(List.of(new Filter("name", List.of("service-000")))));
    double size = MANY;
    for (var filter : List.of("description", "tag-key")) {
      var nothing = all.withFilters(List.of(new Filter(filter, List.of("absent"))));
      var among = client(many);
      var micros = new Turns(5, 1).measure(() -> among.call(nothing));
      figures.add(
          Figure.alone(
              "ListSecrets by " + filter + " that no secret has, a secret",
              "ns",
              new Sample(micros.minimum() * 1e3 / size, micros.median() * 1e3 / size),
              null));
    }
  }

  private void comparePages(String what, ListSecrets request) throws Exception {
    var among = client(many);
    var floor = client(page);
    var last = last(among, request);
    var lastOfFew = last(floor, request);
    figures.add(
        new Turns(40, 20)
            .compare(
                "ListSecrets, " + what, 1.5, () -> among.call(last), () -> floor.call(lastOfFew)));
  }

  private static ListSecrets last(ServiceClient client, ListSecrets request) {
    var asked = request;
    for (var token = client.call(asked).nextToken();
        token != null;
        token = client.call(asked).nextToken()) {
      asked = request.withNextToken(token);
    }
    return asked;
  }

  private void copy() throws Exception {
    var turns = new Turns(20, 200);
    figures.add(Figure.alone("snapshot at 500,000", "us", turns.measure(many::snapshot), 10.0));
    var snapshot = many.snapshot();
    figures.add(
        Figure.alone(
            "restore at 500,000", "us", turns.measure(() -> many.restore(snapshot)), 10.0));
    figures.add(
        Figure.alone("fork at 500,000", "us", turns.measure(() -> many.fork().close()), 10.0));
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static String histogram() throws Exception {
    var text =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return String.join(
        "\n", Arrays.stream(text.split("\n")).limit(CLASSES_SHOWN).toArray(String[]::new));
  }
}
