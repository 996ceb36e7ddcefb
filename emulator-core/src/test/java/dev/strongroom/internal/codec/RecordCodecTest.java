package dev.strongroom.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How records are written on disk, and which bytes are none. */
class RecordCodecTest {

  private record Names(String first, String second, List<String> others) {}

  private static final String LONG = "a name of some length";

  private final RecordCodec codec = new RecordCodec(List.of());

  @Test
  void aTextThatIsRepeatedTakesAByteOrTwo() {
    var once = new Names(LONG, "", List.of());
    var often = new Names(LONG, LONG, List.of(LONG, LONG, "other", LONG, "other"));

    assertThat(codec.read(1, Names.class, codec.write(1, often))).isEqualTo(often);
    assertThat(codec.write(1, often)).hasSizeLessThan(codec.write(1, once).length + 20);
  }

  @Test
  void repeatedTextsAreOneInMemory() {
    var names = codec.read(1, Names.class, codec.write(1, new Names(LONG, LONG, List.of())));

    assertThat(names.second()).isSameAs(names.first());
  }

  @Test
  void aTextThatIsRepeatedBeforeItIsThereIsRefused() {
    var bytes = codec.write(1, new Names(LONG, LONG, List.of()));
    bytes[bytes.length - 3] = 3; // the second of the texts before

    assertThatThrownBy(() -> codec.read(1, Names.class, bytes))
        .isInstanceOf(UnreadableEntryException.class)
        .hasMessage("a text in it is repeated before it is there");
  }

  @Test
  void aTextThatIsLongerThanItsEntryIsRefused() {
    var bytes = codec.write(1, new Names(LONG, "", List.of()));
    bytes[3] = 126; // the length of the first text, doubled

    assertThatThrownBy(() -> codec.read(1, Names.class, bytes))
        .isInstanceOf(UnreadableEntryException.class)
        .hasMessage("it ends too early");
  }

  @Test
  void aRecordOfALaterVersionIsRefused() {
    assertThatThrownBy(
            () -> codec.read(1, Names.class, codec.write(2, new Names("", "", List.of()))))
        .isInstanceOf(UnreadableEntryException.class)
        .hasMessage("it has format 2, and this Strongroom reads formats up to 1");
  }

  private sealed interface Kind {}

  private record One(Names names) implements Kind {}

  private record Kinds(Kind kind) {}

  @Test
  void aShapeIsThatOfARecordWithAllThatIsInIt() {
    var kinds = new Kinds(new One(new Names(LONG, LONG, List.of())));

    assertThat(codec.read(1, Kinds.class, codec.write(1, kinds))).isEqualTo(kinds);
    assertThat(codec.shape(Kinds.class)).isEqualTo(new RecordCodec(List.of()).shape(Kinds.class));
    assertThat(new Shape(Map.of()).describing(Kinds.class))
        .contains("Kinds", "Kind", "One", "Names", "java.lang.String", "java.util.List<");
  }
}
