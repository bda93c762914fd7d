package dev.sublet.http;

import dev.sublet.api.Caller;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Says who the person of a request is: by the session's cookie of a browser, or by a bearer token. Thread-safe and quick. */
@FunctionalInterface
public interface Visitors {
    /** Empty for nobody that is known. */
    Optional<Caller> of(HttpServerRequest request);
}
