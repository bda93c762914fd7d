package dev.sublet.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.plan.AuditWiring;
import dev.sublet.collector.audit.AuditSource;
import dev.sublet.daemon.AuditKey;
import dev.sublet.daemon.AuditSources;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTokensTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String OWN = "token-of-the-listed-source";

    @Test
    void each_virtual_cluster_opens_its_own_door_and_no_other() {
        AuditTokens tokens =
                new AuditSources(List.of(new AuditSource("host", null, null, OWN)), new AuditKey(KEY)).tokens();
        String a = AuditWiring.token(KEY, "vcluster-a.a");
        assertTrue(tokens.allows("vcluster-a.a", a));
        assertTrue(tokens.allows("host", OWN));
        for (String source : List.of("vcluster-b.b", "host", "vcluster-a.b", "vcluster-a", "a.a", "")) {
            assertFalse(tokens.allows(source, a), source);
        }
        for (String token : List.of("", OWN, KEY, a + "0", a.substring(1))) {
            assertFalse(tokens.allows("vcluster-a.a", token), token);
        }
        assertFalse(tokens.allows("vcluster-a.a", null));
        assertFalse(tokens.allows(null, null));
        assertFalse(tokens.allows("nobody", ""));
    }

    @Test
    void without_the_key_no_virtual_cluster_is_known() {
        AuditTokens tokens = new AuditSources(List.of()).tokens();
        assertFalse(tokens.allows("vcluster-a.a", AuditWiring.token(KEY, "vcluster-a.a")));
    }
}
