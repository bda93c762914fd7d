package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sublet.api.Access;
import dev.sublet.api.Api;
import dev.sublet.api.ApiSettings;
import dev.sublet.api.Body;
import dev.sublet.api.Caller;
import dev.sublet.api.Operation;
import dev.sublet.api.Reach;
import dev.sublet.api.Role;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.terms.TermsTexts;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who gets what. */
class ApiAccessTest {
    private static final Map<String, Role> UNSCOPED =
            Map.of("ada", Role.FINANCE, "paul", Role.PLATFORM, "aude", Role.AUDITOR);
    private static final Map<String, Role> SCOPED =
            Map.of("vera", Role.VIEWER, "olaf", Role.OWNER, "fiona", Role.FINANCE);
    /** All that the ledger knows of the other cost center. */
    private static final List<String> OF_BETA = List.of("beta", "green", "v-2", "web-2");

    @TempDir
    private Path folder = Path.of("");

    private ApiHouse house;

    /** Two callers who may ask the same get the same: the ledger is asked once, the rights are looked at for each. */
    private final Map<Question, Answer> given = new ConcurrentHashMap<>();

    @BeforeEach
    void open() {
        house = new ApiHouse(
                folder, ApiSettings.defaults(), answers -> question -> given.computeIfAbsent(question, answers));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private List<Operation> operations() {
        Access nobody = token -> Optional.empty();
        return new Api(
                        ApiSettings.defaults(),
                        nobody,
                        question -> Answer.of(""),
                        TermsTexts::none,
                        Clock.systemUTC(),
                        folder.resolve("elsewhere"))
                .operations();
    }

    private HttpResponse<String> call(String token, Operation operation) {
        String path = operation.path().replaceAll("\\{period}", "2026-09").replaceAll("\\{[A-Za-z]+}", "77");
        return switch (operation.method()) {
            case "GET" -> house.get(token, path);
            case "DELETE" -> house.delete(token, path);
            default ->
                operation.body() == Body.FILES
                        ? house.upload(token, path, "a.csv", "x\n")
                        : house.post(token, path, "{\"nonsense\":1}");
        };
    }

    @Test
    void every_role_gets_what_it_may_and_nothing_else() {
        UNSCOPED.forEach((name, role) -> {
            for (Operation operation : operations()) {
                int status = call(name, operation).statusCode();
                assertEquals(
                        !operation.roles().contains(role), status == 403, name + " " + operation.id() + " " + status);
            }
        });
    }

    @Test
    void who_may_see_one_cost_center_gets_nothing_of_another_by_any_route() {
        house.post("ada", "/disputes", """
                {"period":"2026-10","costCenter":"beta","reason":"green is wrong","answerBy":"2026-10-20"}""");
        SCOPED.forEach((name, role) -> {
            for (Operation operation : operations()) {
                HttpResponse<String> response = call(name, operation);
                boolean may = operation.roles().contains(role) && operation.reach() != Reach.WHOLE;
                assertEquals(!may, response.statusCode() == 403, name + " " + operation.id() + response.body());
                tellsNothing(response);
            }
        });
        for (String format :
                List.of("json", "csv", "table", "xlsx", "html", "pdf", "focus", "focus-parquet", "journal")) {
            for (String more : List.of("", "&by=vcluster,node,owner", "&costCenter=alpha", "&by=cost-center,day")) {
                HttpResponse<String> response =
                        house.get("vera", "/statements?" + ApiHouse.MONTH + "&format=" + format + more);
                tellsNothing(response);
                boolean good = List.of("json", "csv", "focus", "focus-parquet").contains(format);
                if (more.isEmpty()) {
                    assertEquals(good ? 200 : 403, response.statusCode(), format + response.body());
                }
            }
            assertEquals(
                    403,
                    house.get("vera", "/statements?" + ApiHouse.MONTH + "&costCenter=beta&format=" + format)
                            .statusCode());
        }
        assertEquals("[ ]", house.get("vera", "/disputes").body().strip());
        assertEquals(403, house.get("vera", "/disputes?format=csv").statusCode());
    }

    @Test
    void metrics_of_cost_are_for_those_who_may_see_all_cost_centers() {
        String paid = "sublet_paid{cost_center=\"beta\"} 7.0";
        for (String name : UNSCOPED.keySet()) {
            assertTrue(house.metrics(name).body().contains(paid), name);
        }
        assertTrue(house.metrics(house.folderToken()).body().contains(paid));
        for (String name : SCOPED.keySet()) {
            HttpResponse<String> refused = house.metrics(name);
            assertEquals(403, refused.statusCode(), name);
            tellsNothing(refused);
        }
        HttpResponse<String> open = house.metrics(null);
        assertEquals(200, open.statusCode());
        assertTrue(open.body().contains("sublet_well"), open.body());
        assertFalse(open.body().contains("sublet_paid"), open.body());
        assertEquals(401, house.metrics("guessed").statusCode());
    }

    private static void tellsNothing(HttpResponse<String> response) {
        for (String word : OF_BETA) {
            assertFalse(response.body().contains(word), word + " is in " + response.body());
        }
    }

    @Test
    void a_scoped_statement_has_its_lines_and_nothing_of_the_whole() {
        String own = house.get("vera", "/statements?" + ApiHouse.MONTH).body();
        assertTrue(own.contains("\"costCenter\" : \"alpha\"") && own.contains("blue"));
        for (String field : List.of("reconciliation", "coverage", "missingPeriods", "notes")) {
            assertFalse(own.contains("\"" + field + "\""), field);
            assertTrue(house.get("ada", "/statements?" + ApiHouse.MONTH).body().contains("\"" + field + "\""));
        }
        assertEquals(400, house.get("both", "/statements?" + ApiHouse.MONTH).statusCode());
        HttpResponse<String> nothing = house.get("both", "/statements?costCenter=gamma&" + ApiHouse.MONTH);
        assertEquals(404, nothing.statusCode());
        tellsNothing(nothing);
    }

    @Test
    void who_is_not_known_gets_one_answer_whatever_is_asked() {
        for (String token : List.of("nobody", "", "gone", ApiHouse.sha256("ada"))) {
            for (Operation operation : operations()) {
                HttpResponse<String> response = call(token, operation);
                assertEquals(401, response.statusCode(), operation.id());
                assertEquals(
                        "Bearer",
                        response.headers().firstValue("WWW-Authenticate").orElse(""));
            }
        }
        assertEquals(200, house.get("nobody", "/openapi.json").statusCode());
    }

    @Test
    void no_token_is_in_the_log_and_bookings_are() {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.sublet");
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(log);
        try {
            house.post(house.folderToken(), "/closes/2026-09/prepare", "{}");
            house.get("bad-token-canary", "/closes");
            Eventually.isTrue(
                    Duration.ofSeconds(10),
                    () -> "the booking is not in the log",
                    () -> List.copyOf(log.list).stream()
                            .anyMatch(event ->
                                    event.getFormattedMessage().contains("operation=prepareClose status=200")));
        } finally {
            logger.detachAppender(log);
            logger.setLevel(before);
        }
        for (ILoggingEvent event : List.copyOf(log.list)) {
            assertFalse(event.getFormattedMessage().contains(house.folderToken()));
            assertFalse(event.getFormattedMessage().contains("canary"));
        }
    }

    @Test
    void another_way_to_know_callers_needs_one_interface() {
        Access other = token -> token.equals("id-token")
                ? Optional.of(new Caller("oidc:eve", Set.of(Role.VIEWER), Optional.of(Set.of("alpha"))))
                : Optional.empty();
        Access either = Access.either(token -> Optional.empty(), other);
        assertEquals("oidc:eve", either.caller("id-token").orElseThrow().name());
        assertTrue(either.caller("else").isEmpty());
    }
}
