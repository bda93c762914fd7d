package dev.sublet.http;

import dev.sublet.Problem;
import dev.sublet.api.Api;
import dev.sublet.endpoint.QuestionHandler;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's HTTP servers: one for health, metrics and audit webhooks, and one on the loopback interface for questions
 * from other terminals. Nothing blocks an event loop: what waits for the ledger runs on bounded workers.
 */
public final class HttpFront implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int HEADER_BYTES_MAX = 16 << 10;
    private static final int IDLE_TIMEOUT_S = 60;
    private static final int STOP_TIMEOUT_S = 2;
    private static final int START_TIMEOUT_S = 30;
    private static final int QUESTION_WORKERS = 4;

    private final Vertx vertx;
    private final HttpServer server;
    private final HttpServer questionServer;

    /**
     * Starts to listen.
     *
     * @param api what is offered below {@link Api#BASE}, if anything
     * @throws Problem when the port is taken
     */
    public HttpFront(
            HttpSettings settings,
            AuditTokens tokens,
            AuditSink sink,
            Health health,
            Measures measures,
            QuestionHandler questions,
            Optional<Api> api) {
        // No file of ours is served, so no cache of files on disk is needed.
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        WorkerExecutor auditWorkers = workers("audit", settings.auditAtOnce());
        AuditRoute audit =
                new AuditRoute(vertx, auditWorkers, settings, tokens, sink, new HttpMetrics(measures.open()));
        GaugeWithCallback.builder()
                .name("sublet_audit_calls_inside")
                .help("Calls of audit webhooks being read or stored now")
                .callback(callback -> callback.call(audit.inside()))
                .register(measures.open());
        Routes routes = new Routes(vertx);
        try {
            Router forAll = routes.forAll(audit, health, new MetricsRoute(measures, api, workers("scrapes", 1)));
            api.ifPresent(offered -> new ApiRoutes(
                            vertx, offered, workers("api", offered.settings().callsAtOnce()))
                    .mount(forAll));
            server = listen(forAll, settings.host(), settings.port());
            questionServer = listen(routes.forOwner(questions, workers("questions", QUESTION_WORKERS)), LOOPBACK, 0);
        } catch (RuntimeException e) {
            vertx.close();
            throw e;
        }
    }

    /**
     * Says before anything is written that nobody could listen there.
     *
     * @throws Problem when the port is taken
     */
    public static void refuseTakenPort(String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw cannotListen(host, port, e.getMessage(), e);
        }
    }

    private static Problem cannotListen(String host, int port, @Nullable String why, Exception cause) {
        return Problem.environment(
                "cannot listen on " + host + ":" + port + " (" + why
                        + "); stop what listens there or choose another port (http.port or --port)",
                cause);
    }

    /** The port that the server for all listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Where questions are answered, as {@code host:port}. */
    public String questionAddress() {
        return LOOPBACK + ":" + questionServer.actualPort();
    }

    private WorkerExecutor workers(String name, int size) {
        return vertx.createSharedWorkerExecutor(name, size, 1, TimeUnit.HOURS);
    }

    private HttpServer listen(Router router, String host, int port) {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_TIMEOUT_S)
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setMaxInitialLineLength(HEADER_BYTES_MAX);
        try {
            return vertx.createHttpServer(options)
                    .requestHandler(router)
                    .listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cannotListen(host, port, cause.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.environment("interrupted while starting to listen on " + host + ":" + port, e);
        }
    }

    /** Stops listening; calls under way get a moment to end. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(STOP_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("event=http_stop_incomplete reason=\"{}\"", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
