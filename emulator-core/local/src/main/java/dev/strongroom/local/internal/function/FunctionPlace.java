package dev.strongroom.local.internal.function;

import dev.strongroom.internal.local.FunctionLimits;
import dev.strongroom.rotation.DatabaseRotation;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.seed.FunctionSeed;

/** Which kind of code a function's place names. */
public final class FunctionPlace {

  private FunctionPlace() {}

  /**
   * Returns the code at a place.
   *
   * @throws IllegalArgumentException if there is none, or it may not be used
   */
  public static RotationFunction open(FunctionSeed function, FunctionLimits limits) {
    var code = function.code();
    RotationFunction opened;
    if (code.startsWith("http://") || code.startsWith("https://")) {
      opened = HttpFunction.at(code, function, limits.allowsRemote());
    } else if (code.startsWith(BuiltInFunction.PREFIX)) {
      opened = BuiltInFunction.named(code, function, limits);
    } else if (code.contains("#")) {
      opened = JarFunction.in(code, function);
    } else {
      throw new IllegalArgumentException(
          "A function's code is a URL, builtin:password or another built-in function, or"
              + " file.jar#com.example.Handler, but this one is '"
              + code
              + "'");
    }
    var inTurn = new Turnstile(opened, function);
    return opened instanceof DatabaseRotation database
        ? new DatabaseFunction(inTurn, database.logins())
        : inTurn;
  }
}
