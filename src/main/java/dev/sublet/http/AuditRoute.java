package dev.sublet.http;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.audit.AuditReceipt;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * POST /audit/SOURCE with a bearer token, or /audit/SOURCE/TOKEN. Who sends is told by the path and the token, never by
 * the body. 200 is answered after the events are durable and not before: an API server never sends again what got a 200.
 */
final class AuditRoute {
    private static final Logger LOG = LoggerFactory.getLogger(AuditRoute.class);
    private static final String BEARER = "Bearer ";

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final HttpSettings settings;
    private final AuditTokens tokens;
    private final AuditSink sink;
    private final HttpMetrics metrics;
    private final AtomicInteger inside = new AtomicInteger();

    AuditRoute(
            Vertx vertx,
            WorkerExecutor workers,
            HttpSettings settings,
            AuditTokens tokens,
            AuditSink sink,
            HttpMetrics metrics) {
        this.vertx = vertx;
        this.workers = workers;
        this.settings = settings;
        this.tokens = tokens;
        this.sink = sink;
        this.metrics = metrics;
    }

    void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String source = context.pathParam("source");
        if (source == null || !tokens.allows(source, token(context))) {
            refuse(context, 401, "refused");
        } else if (declaredLength(request) > settings.bodyBytesMax()) {
            refuse(context, 413, "too_large");
        } else if (inside.incrementAndGet() > settings.auditAtOnce()) {
            inside.decrementAndGet();
            context.response().putHeader("Retry-After", "10");
            refuse(context, 429, "busy");
        } else {
            new Call(context, source).read();
        }
    }

    int inside() {
        return inside.get();
    }

    private static @Nullable String token(RoutingContext context) {
        String inPath = context.pathParam("token");
        if (inPath != null) {
            return inPath;
        }
        String header = context.request().getHeader("Authorization");
        return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : null;
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null || !length.matches("\\d{1,18}") ? 0 : Long.parseLong(length);
    }

    /** Answers at once. The rest of the body is thrown away as it comes, so that the caller gets to read the answer. */
    private void refuse(RoutingContext context, int status, String outcome) {
        metrics.auditCall(outcome);
        HttpServerRequest request = context.request();
        if (!request.isEnded()) {
            long timer = vertx.setTimer(
                    settings.bodyTimeout().toMillis(),
                    id -> request.connection().close());
            request.exceptionHandler(failure -> vertx.cancelTimer(timer));
            request.handler(chunk -> {});
            request.endHandler(end -> vertx.cancelTimer(timer));
        }
        context.response().setStatusCode(status).end();
    }

    /** One call that was let in: it holds a place until it is answered or cut off. Runs on its connection's event loop. */
    private final class Call {
        private final RoutingContext context;
        private final String source;
        private final Buffer body = Buffer.buffer();
        private boolean left;

        Call(RoutingContext context, String source) {
            this.context = context;
            this.source = source;
        }

        void read() {
            HttpServerRequest request = context.request();
            long timer = vertx.setTimer(settings.bodyTimeout().toMillis(), id -> {
                leave();
                metrics.auditCall("too_slow");
                request.connection().close();
            });
            request.exceptionHandler(failure -> {
                vertx.cancelTimer(timer);
                leave();
            });
            request.handler(chunk -> {
                if (body.length() + chunk.length() <= settings.bodyBytesMax()) {
                    body.appendBuffer(chunk);
                    return;
                }
                vertx.cancelTimer(timer);
                leave();
                refuse(context, 413, "too_large");
            });
            request.endHandler(end -> {
                vertx.cancelTimer(timer);
                if (!left) {
                    store();
                }
            });
        }

        private void store() {
            byte[] bytes = body.getBytes();
            workers.<AuditReceipt>executeBlocking(() -> sink.take(source, bytes), false)
                    .onComplete(done -> {
                        leave();
                        if (done.succeeded()) {
                            stored(done.result());
                        } else {
                            failed(done.cause());
                        }
                    });
        }

        private void stored(AuditReceipt receipt) {
            metrics.audit(receipt);
            if (!context.response().closed()) {
                context.response()
                        .putHeader("Content-Type", "application/json")
                        .end(new JsonObject()
                                .put("stored", receipt.stored())
                                .put("duplicates", receipt.duplicates())
                                .put("setAside", receipt.setAside())
                                .encode());
            }
        }

        /** The API server sends the same batch again some seconds later. */
        private void failed(Throwable cause) {
            if (cause instanceof LedgerException) {
                LOG.error("event=audit_not_stored source={} reason=\"{}\"", source, cause.getMessage());
            } else {
                LOG.error("event=audit_not_stored source={}", source, cause);
            }
            metrics.auditCall("not_stored");
            if (!context.response().closed()) {
                context.response().setStatusCode(503).end();
            }
        }

        private void leave() {
            if (!left) {
                left = true;
                inside.decrementAndGet();
            }
        }
    }
}
