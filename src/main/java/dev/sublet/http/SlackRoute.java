package dev.sublet.http;

import dev.sublet.bot.slack.transport.SlackDoor;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * POST /slack/events: commands, clicks, forms and events of Slack. Nobody is known before the signature over the whole body is checked,
 * so size, time and number of bodies are bounded.
 */
final class SlackRoute {
    static final String PATH = "/slack/events";
    private static final int BODY_BYTES_MAX = 512 << 10;
    private static final int BODY_TIMEOUT_MS = 5_000;
    private static final int INSIDE_MAX = 200;

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final SlackDoor door;
    private final AtomicInteger inside = new AtomicInteger();

    SlackRoute(Vertx vertx, WorkerExecutor workers, SlackDoor door) {
        this.vertx = vertx;
        this.workers = workers;
        this.door = door;
    }

    void mount(Router router) {
        router.post(PATH).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        if (inside.incrementAndGet() > INSIDE_MAX) {
            inside.decrementAndGet();
            end(context, 503);
            context.request().connection().close();
            return;
        }
        new Call(context).read();
    }

    private static void end(RoutingContext context, int status) {
        if (!context.response().ended() && !context.response().closed()) {
            context.response().setStatusCode(status).end();
        }
    }

    /** One request; it holds a place until it is answered or cut off. Runs on its connection's event loop. */
    private final class Call {
        private final RoutingContext context;
        private final Buffer body = Buffer.buffer();
        private boolean left;

        Call(RoutingContext context) {
            this.context = context;
        }

        void read() {
            HttpServerRequest request = context.request();
            long timer = vertx.setTimer(BODY_TIMEOUT_MS, id -> cutOff(408));
            request.exceptionHandler(failure -> {
                vertx.cancelTimer(timer);
                leave();
            });
            request.handler(chunk -> {
                if (body.length() + chunk.length() <= BODY_BYTES_MAX) {
                    body.appendBuffer(chunk);
                } else {
                    vertx.cancelTimer(timer);
                    cutOff(413);
                }
            });
            request.endHandler(end -> {
                vertx.cancelTimer(timer);
                if (!left) {
                    answer();
                }
            });
        }

        private void cutOff(int status) {
            if (!left) {
                leave();
                end(context, status);
                context.request().connection().close();
            }
        }

        private void answer() {
            Map<String, String> headers = new HashMap<>();
            context.request()
                    .headers()
                    .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            byte[] bytes = body.getBytes();
            workers.<SlackDoor.Reply>executeBlocking(() -> door.take(headers, bytes), false)
                    .onComplete(done -> {
                        leave();
                        if (done.failed()) {
                            end(context, 503);
                        } else if (!context.response().closed()) {
                            context.response()
                                    .setStatusCode(done.result().status())
                                    .putHeader("Content-Type", done.result().contentType())
                                    .end(done.result().body());
                        }
                    });
        }

        private void leave() {
            if (!left) {
                left = true;
                inside.decrementAndGet();
            }
        }
    }
}
