package dev.sublet.http;

import dev.sublet.api.Api;
import dev.sublet.api.Caller;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Answers scrapes: to everybody how the process does, to callers who may see all cost centers also what tenants use and cost. */
final class MetricsRoute {
    private final Measures measures;
    private final Optional<Api> api;
    private final WorkerExecutor workers;

    MetricsRoute(Measures measures, Optional<Api> api, WorkerExecutor workers) {
        this.measures = measures;
        this.api = api;
        this.workers = workers;
    }

    void handle(RoutingContext context) {
        String authorization = context.request().getHeader("Authorization");
        Optional<Caller> caller = api.flatMap(offered -> offered.caller(authorization));
        if (authorization != null && caller.isEmpty()) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            refuse(context, 401, "this token is not known; send another, or none for the process's own metrics\n");
        } else if (caller.isPresent() && caller.get().isScoped()) {
            refuse(context, 403, "metrics speak of all cost centers; use a token whose costCenters are [\"*\"]\n");
        } else {
            scrape(context, caller.isPresent());
        }
    }

    private void scrape(RoutingContext context, boolean all) {
        ExpositionFormatWriter writer =
                ExpositionFormats.init().findWriter(context.request().getHeader("Accept"));
        workers.<Buffer>executeBlocking(() -> write(writer, all), false)
                .onSuccess(text -> context.response()
                        .putHeader("Content-Type", writer.getContentType())
                        .putHeader("Cache-Control", "no-store")
                        .end(text))
                .onFailure(context::fail);
    }

    private Buffer write(ExpositionFormatWriter writer, boolean all) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, measures.scrape(all));
        return Buffer.buffer(text.toByteArray());
    }

    private static void refuse(RoutingContext context, int status, String why) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(why);
    }
}
