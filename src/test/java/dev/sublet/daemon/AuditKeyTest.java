package dev.sublet.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.plan.AuditWiring;
import dev.sublet.collector.audit.AuditSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditKeyTest {
    private static final String TEXT = "0123456789abcdef0123456789abcdef";
    private final AuditKey key = new AuditKey(TEXT);

    @Test
    void what_the_operator_writes_is_a_source_with_its_own_token() {
        AuditWiring operator = new AuditWiring("https://sublet.example", null, TEXT);
        for (String name : new String[] {"a", "shop-1", "a".repeat(48)}) {
            String written = AuditWiring.source("vcluster-" + name, name);
            AuditSource known = key.source(written).orElseThrow();
            assertEquals("vcluster-" + name, known.vclusterNamespace());
            assertEquals(name, known.vcluster());
            assertTrue(known.accepts(operator.token(written)));
        }
    }

    @Test
    void one_token_opens_no_other_door_and_another_key_none() {
        String a = key.source("vcluster-a.a").orElseThrow().token();
        assertNotEquals(a, key.source("vcluster-b.b").orElseThrow().token());
        assertNotEquals(
                a, new AuditKey(TEXT + "0").source("vcluster-a.a").orElseThrow().token());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.a",
                "vcluster-a",
                "vcluster-a.b",
                "vcluster-a.a.a",
                "vcluster-a.a\n",
                "vcluster-A.A",
                "vcluster-.",
                "vcluster--a.-a",
                "vcluster-a-.a-",
                "vcluster-1a.1a",
                "vcluster-../x.../x",
                "vcluster-a/b.a/b",
                " vcluster-a.a",
                "vcluster-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void any_other_name_is_no_source(String name) {
        assertEquals(Optional.empty(), key.source(name));
    }
}
