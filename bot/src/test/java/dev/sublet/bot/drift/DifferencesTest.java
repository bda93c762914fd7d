package dev.sublet.bot.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sublet.bot.inside.Additions;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static JsonNode yaml(String text) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(text);
    }

    @Test
    void the_first_field_is_named_with_both_values() throws IOException {
        assertEquals(
                Optional.of("spec.hard.cpu is 99, not 6"),
                Differences.first(yaml("spec: {hard: {cpu: 6, pods: 1}}"), yaml("spec: {hard: {cpu: 99}}"), true));
        assertEquals(
                Optional.of("rules has 2 entries, not 1"),
                Differences.first(yaml("rules: [{a: 1}]"), yaml("rules: [{a: 1}, {b: 2}]"), true));
        assertEquals(Optional.empty(), Differences.first(yaml("a: [1, {b: c}]"), yaml("a: [1, {b: c}]"), true));
    }

    @Test
    void secrets_are_named_and_never_shown() throws IOException {
        assertEquals(
                Optional.of("data.token differs"),
                Differences.first(yaml("data: {token: a}"), yaml("data: {token: b}"), false));
    }

    @Test
    void status_and_what_the_server_writes_do_not_count() throws IOException {
        JsonNode object = yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x, resourceVersion: '1',"
                + " generation: 2}, status: {ready: true}}");
        assertEquals(
                yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"),
                Differences.tree(Additions.generic(object)));
    }

    @Test
    void a_surplus_is_taken_away_by_a_merge_patch() throws IOException {
        assertEquals(
                yaml("{podSelector: {matchLabels: null}, ingress: null}"),
                Differences.surplus(
                        yaml("{podSelector: {}, egress: [1]}"),
                        yaml("{podSelector: {matchLabels: {a: b}}, egress: [1], ingress: [{}]}")));
    }
}
