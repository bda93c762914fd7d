package dev.sublet.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Says which person sent a request, as a sign-in proved. Thread-safe and quick. */
@FunctionalInterface
interface SignedIn {
    /** The person's name; empty when nobody is signed in, or a machine is. */
    Optional<String> person(HttpServerRequest request);
}
