package dev.sublet.bot.slack.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemapTest {
    private static final String TEAMS =
            "# who\nteams:\n  - {name: a, channel: C0OLD0001, groups: [S0OLD0001, S0OTHER01]}\n";

    @Test
    void ids_of_the_map_are_replaced_and_others_are_named() {
        Remap.Result result = Remap.of(TEAMS, "# old,new\nC0OLD0001,C0NEW0001\nS0OLD0001,S0NEW0001\n");

        assertEquals(
                "# who\nteams:\n  - {name: a, channel: C0NEW0001, groups: [S0NEW0001, S0OTHER01]}\n", result.text());
        assertEquals(List.of("C0OLD0001 -> C0NEW0001", "S0OLD0001 -> S0NEW0001"), result.changes());
        assertEquals(Set.of("S0OTHER01"), result.left());
    }

    @Test
    void a_channel_does_not_become_a_group() {
        assertEquals(
                "map, line 1: \"C0OLD0001,S0NEW0001\" is not OLD,NEW with two IDs of one kind; correct it",
                assertThrows(IllegalArgumentException.class, () -> Remap.of(TEAMS, "C0OLD0001,S0NEW0001"))
                        .getMessage());
    }

    @Test
    void two_do_not_become_one() {
        assertThrows(IllegalArgumentException.class, () -> Remap.of(TEAMS, "S0OLD0001,S0NEW0001\nS0OTHER01,S0NEW0001"));
    }
}
