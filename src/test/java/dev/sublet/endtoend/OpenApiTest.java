package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.sublet.api.Api;
import dev.sublet.api.ApiSettings;
import dev.sublet.api.Body;
import dev.sublet.api.OpenApi;
import dev.sublet.api.Operation;
import dev.sublet.api.Parameter;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.terms.TermsTexts;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document, the routes and real answers say the same. */
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DOCUMENT = "urn:sublet:openapi";
    private static final JsonNode TREE = parse(OpenApi.json());
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(DOCUMENT, OpenApi.json()))));

    @TempDir
    private Path folder = Path.of("");

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private List<Operation> operations() {
        return new Api(
                        ApiSettings.defaults(),
                        token -> Optional.empty(),
                        question -> Answer.of(""),
                        TermsTexts::none,
                        Clock.systemUTC(),
                        folder)
                .operations();
    }

    private static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : TREE.at(reference.substring(1));
    }

    /** As {@code name place required values}. */
    private static Set<String> documented(JsonNode operation) {
        Set<String> parameters = new TreeSet<>();
        for (JsonNode each : operation.path("parameters")) {
            JsonNode parameter = resolved(each);
            if (!parameter.path("in").asText().equals("header")) {
                List<String> values = new ArrayList<>();
                parameter.path("schema").path("enum").forEach(value -> values.add(value.asText()));
                parameters.add(parameter.path("name").asText() + " "
                        + parameter.path("in").asText() + " "
                        + parameter.path("required").asBoolean() + " " + values);
            }
        }
        return parameters;
    }

    private static Set<String> routed(Operation operation) {
        Set<String> parameters = new TreeSet<>();
        for (Parameter parameter : operation.parameters()) {
            parameters.add(
                    parameter.name() + (parameter.inPath() ? " path true " : " query false ") + parameter.oneOf());
        }
        return parameters;
    }

    @Test
    void every_route_is_in_the_document_and_everything_in_the_document_is_a_route() {
        Map<String, Set<String>> inDocument = new TreeMap<>();
        TREE.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> inDocument.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " "
                                        + method.getValue().path("operationId").asText(),
                                documented(method.getValue()))));
        Map<String, Set<String>> routes = new TreeMap<>();
        routes.put("GET /openapi.json getDocument", Set.of());
        for (Operation operation : operations()) {
            routes.put(operation.method() + " " + operation.path() + " " + operation.id(), routed(operation));
        }
        assertEquals(routes, inDocument);
    }

    @Test
    void the_document_says_who_may_ask_and_what_a_good_answer_is() {
        for (Operation operation : operations()) {
            JsonNode documented = TREE.path("paths")
                    .path(operation.path())
                    .path(operation.method().toLowerCase(Locale.ROOT));
            String description = documented.path("description").asText();
            String roles = description.substring(description.lastIndexOf("For ") + 4, description.length() - 1);
            Set<String> named = new TreeSet<>(List.of(roles.split(", ")));
            Set<String> known = new TreeSet<>();
            operation.roles().forEach(role -> known.add(role.label()));
            assertEquals(known, named, operation.id());
            assertTrue(documented.path("responses").has(Integer.toString(operation.status())), operation.id());
            assertEquals(
                    operation.body() != Body.NONE && operation.method().equals("POST"), documented.has("requestBody"));
        }
    }

    @Test
    void every_reference_leads_somewhere_and_every_example_is_of_its_schema() {
        references(TREE);
        TREE.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> method.getValue()
                                .path("responses")
                                .properties()
                                .forEach(response -> {
                                    JsonNode content =
                                            response.getValue().path("content").path("application/json");
                                    content.path("examples")
                                            .forEach(example -> holds(
                                                    pointer(path.getKey(), method.getKey(), response.getKey()),
                                                    example.path("value").toString(),
                                                    path.getKey()));
                                })));
    }

    private static void references(JsonNode node) {
        if (node.has("$ref")) {
            assertTrue(!resolved(node).isMissingNode(), node.toString());
        }
        node.forEach(OpenApiTest::references);
    }

    private static String pointer(String path, String method, String status) {
        return "/paths/"
                + path.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D") + "/" + method
                + "/responses/" + status + "/content/application~1json/schema";
    }

    private static void holds(String pointer, String json, String what) {
        JsonSchema schema = SCHEMAS.getSchema(SchemaLocation.of(DOCUMENT + "#" + pointer));
        Set<ValidationMessage> wrong = schema.validate(parse(json));
        assertTrue(wrong.isEmpty(), what + " " + wrong);
    }

    @Test
    void real_answers_are_of_the_schemas() {
        try (ApiHouse house = new ApiHouse(folder)) {
            ApiTest.furnish(house);
            assertEquals(
                    parse(OpenApi.json()), parse(house.get("", "/openapi.json").body()));
            Map<String, String> more = Map.of(
                    "getStatement", "?month=2026-09&by=vcluster,day",
                    "getOverhead", "?month=2026-09&trend=1&compare=true&advice=true&sleep=true",
                    "explain", "?month=2026-09",
                    "getBudgets", "?period=2026-09",
                    "listUnowned", "?period=2026-09",
                    "compareBills", "?month=2026-09");
            for (Operation operation : operations()) {
                if (!operation.method().equals("GET") || operation.id().equals("getReceipts")) {
                    continue;
                }
                String path = operation.path().replace("{period}", "2026-09") + more.getOrDefault(operation.id(), "");
                HttpResponse<String> response = house.get(house.folderToken(), path);
                assertEquals(200, response.statusCode(), path + response.body());
                holds(pointer(operation.path(), "get", "200"), response.body(), path);
            }
            holds(
                    pointer("/statements", "get", "200"),
                    house.get("vera", "/statements?month=2026-09").body(),
                    "scoped");
            JsonNode problem = parse(house.get("vera", "/closes").body());
            JsonSchema schema = SCHEMAS.getSchema(SchemaLocation.of(DOCUMENT + "#/components/schemas/Problem"));
            assertTrue(schema.validate(problem).isEmpty(), problem.toString());
        }
    }
}
