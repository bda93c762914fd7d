package dev.sublet.http;

import dev.sublet.endpoint.QuestionHandler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered at which path. */
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final Vertx vertx;

    Routes(Vertx vertx) {
        this.vertx = vertx;
    }

    Router forAll(AuditRoute audit, Health health, MetricsRoute metrics) {
        Router router = Router.router(vertx);
        router.get("/healthz").handler(context -> tell(context, health.illness()));
        router.get("/readyz").handler(context -> tell(context, health.illness().or(health::notReady)));
        router.get("/metrics").handler(metrics::handle);
        router.post("/audit/:source").handler(audit::handle);
        router.post("/audit/:source/:token").handler(audit::handle);
        return quiet(router);
    }

    Router forOwner(QuestionHandler questions, WorkerExecutor workers) {
        Router router = Router.router(vertx);
        // Three routes for one path: on a single one Vert.x wants the body read before anything is asked of the caller.
        router.post(QuestionHandler.PATH).handler(context -> {
            if (questions.mayAsk(context.request().getHeader("Authorization"))) {
                context.next();
            } else {
                context.response().setStatusCode(401).end();
            }
        });
        router.post(QuestionHandler.PATH)
                .handler(BodyHandler.create(false).setBodyLimit(QuestionHandler.QUESTION_BYTES_MAX));
        router.post(QuestionHandler.PATH).handler(context -> {
            String body = context.body().asString();
            workers.<String>executeBlocking(() -> questions.answer(body == null ? "" : body), false)
                    .onSuccess(answer -> context.response()
                            .putHeader("Content-Type", "application/json")
                            .end(answer))
                    .onFailure(context::fail);
        });
        return quiet(router);
    }

    /** Answers errors without a word about the inside. */
    private static Router quiet(Router router) {
        router.route().failureHandler(context -> {
            if (context.failure() != null) {
                LOG.error("event=http_failed", context.failure());
            }
            int status = context.statusCode() < 400 ? 500 : context.statusCode();
            if (!context.response().ended()) {
                context.response().setStatusCode(status).end();
            }
        });
        return router;
    }

    private static void tell(RoutingContext context, Optional<String> problem) {
        JsonObject body = new JsonObject().put("status", problem.isEmpty() ? "ok" : "failing");
        problem.ifPresent(line -> body.put("problem", line));
        context.response()
                .setStatusCode(problem.isEmpty() ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }
}
