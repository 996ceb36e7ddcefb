package dev.strongroom.local.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TOML, as far as a configuration needs it. */
class TomlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "# nothing | {}",
        "a = 1 # one;b=-2;c=+3;d=1_000 | {\"a\":1,\"b\":-2,\"c\":3,\"d\":1000}",
        "a = 0.5;b=1e2 | {\"a\":0.5,\"b\":100.0}",
        "a = true;b = false | {\"a\":true,\"b\":false}",
        "a = \"x # \\\"\\\\\\t\\u00e9\";b = 'c:\\x' | {\"a\":\"x # \\\"\\\\\\té\",\"b\":\"c:\\\\x\"}",
        "a = \"\";b = '' | {\"a\":\"\",\"b\":\"\"}",
        "a = [];b = [1, 2,];c = [[1], ['x']] | {\"a\":[],\"b\":[1,2],\"c\":[[1],[\"x\"]]}",
        "a = [ # first;  1,; 2; ]  ;b=3 | {\"a\":[1,2],\"b\":3}",
        "a = {};b = {c = 1, d.e = 'x'} | {\"a\":{},\"b\":{\"c\":1,\"d\":{\"e\":\"x\"}}}",
        "a.b.c = 1;a.\"b\".d = 2 | {\"a\":{\"b\":{\"c\":1,\"d\":2}}}",
        "[a];b=1;[a.c];d=2;[e] | {\"a\":{\"b\":1,\"c\":{\"d\":2}},\"e\":{}}",
        "[a.b];c=1;[a];d=2 | {\"a\":{\"b\":{\"c\":1},\"d\":2}}",
        "[[a]];b=1;[[a]];b=2;[a.c];d=3 | {\"a\":[{\"b\":1},{\"b\":2,\"c\":{\"d\":3}}]}",
      })
  void documentIsRead(String toml, String json) throws Exception {
    assertThat(Toml.parse(toml.replace(';', '\n'))).hasToString(json);
    assertThat(Toml.parse(toml.replace(";", "\r\n"))).hasToString(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a=1;a=2 | line 2: duplicate key `a`",
        "a=1;a.b=2 | line 2: duplicate key `a`",
        "a={};a.b=2 | line 2: duplicate key `a`",
        "a={};[a] | line 2: duplicate key `a`",
        "[a];[a] | line 2: duplicate key `a`",
        "a=[];[[a]] | line 2: duplicate key `a`",
        "[[a]];[a] | line 2: duplicate key `a`",
        "a = | line 1: expected a value",
        "a = hunter2 | line 1: expected a value",
        "a = 1979-05-27 | line 1: expected a value",
        "a = 007 | line 1: expected a value",
        "a = 1__0 | line 1: expected a value",
        "a = 1_ | line 1: expected a value",
        "a = 1 b = 2 | line 1: expected the end of the line",
        "a b = 2 | line 1: expected `=`",
        "= 2 | line 1: expected a key",
        "[a | line 1: expected `]`",
        "a = [1 2] | line 1: expected `,`",
        "a = {b = 1 | line 1: expected `}`",
        "a = \"x | line 1: a string is not closed",
        "a = \"\\x\" | line 1: unknown escape in a string",
        "a = \"\\uD\" | line 1: unknown escape in a string",
        "a = \"\"\"x\"\"\" | line 1: strings of several lines are not supported",
      })
  void mistakeIsNamed(String toml, String problem) {
    assertThatThrownBy(() -> Toml.parse(toml.replace(';', '\n')))
        .isInstanceOf(Toml.Malformed.class)
        .hasMessage(problem);
  }

  @Test
  void nestingIsBounded() {
    assertThatThrownBy(() -> Toml.parse("a = " + "[".repeat(100_000)))
        .hasMessage("line 1: too many values in values");
    assertThatThrownBy(() -> Toml.parse("a" + ".a".repeat(100_000) + "=1"))
        .hasMessage("line 1: too many tables in tables");
  }
}
