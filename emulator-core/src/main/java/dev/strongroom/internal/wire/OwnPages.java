package dev.strongroom.internal.wire;

import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Web pages that an endpoint serves itself, and what browsers may do for them. */
public interface OwnPages {

  /** Answers a request for a page or one of its files; null for any other request. */
  @Nullable HttpResponse answer(HttpRequest request);

  /** Returns why a browser's request may neither change nor reveal anything; null if it may. */
  @Nullable String refusal(HttpRequest request);
}
