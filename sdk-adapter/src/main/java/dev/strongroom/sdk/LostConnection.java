package dev.strongroom.sdk;

import dev.strongroom.fault.ConnectionFailure;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** What the network under a client throws when no answer comes. */
final class LostConnection {

  private LostConnection() {}

  /** Each with the text of the JDK. */
  static IOException of(ConnectionFailure failure) {
    return switch (failure.kind()) {
      case CUT -> new SocketException("Connection reset");
      case ANSWER_LOST -> new SocketException("Unexpected end of file from server");
      case TIMED_OUT -> new SocketTimeoutException("Read timed out");
    };
  }
}
