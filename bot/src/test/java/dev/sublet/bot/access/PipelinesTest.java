package dev.sublet.bot.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.plan.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelinesTest {
    @Test
    void a_star_stands_for_anything_within_a_field_and_never_beyond() {
        String issuer = "https://ci.example.com";
        Pipelines.Identity any = Pipelines.parse(issuer + "#repo:shop/*:ref:refs/heads/main");

        assertTrue(Pipelines.matches(any, issuer, "repo:shop/web:ref:refs/heads/main"));
        assertFalse(Pipelines.matches(any, issuer, "repo:shop/web:ref:refs/heads/evil"));
        assertFalse(Pipelines.matches(any, issuer, "repo:shop/web:pull_request:ref:refs/heads/main"));
        assertFalse(Pipelines.matches(any, issuer, "repo:shopper/web:ref:refs/heads/main"));
        assertFalse(Pipelines.matches(any, "https://other.example.com", "repo:shop/web:ref:refs/heads/main"));
        assertFalse(Pipelines.matches(Pipelines.parse(issuer + "#repo:shop/w.b:x"), issuer, "repo:shop/web:x"));
        for (String bad : List.of(
                "ci",
                "http://ci.example.com#x",
                issuer + "#",
                issuer + "#*",
                issuer + "#repo:*",
                "#x",
                issuer + "#repo:shop/*:*:*:*")) {
            assertThrows(RefusedException.class, () -> Pipelines.parse(bad), bad);
        }
    }
}
