package dev.sublet.bot.slack.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeamsTest {
    @TempDir
    Path folder = Path.of("");

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("teams.yaml"), text);
    }

    @Test
    void reads_teams_with_addresses_in_lower_case() throws IOException {
        Teams teams = Teams.read(file("""
                teams:
                  - {name: payments, costCenters: [cc-1], channel: C0PAY, groups: [S0PAY], members: [Ann@Example.com], leads: [lee@example.com]}
                admins: {members: [root@example.com]}
                """));

        Team team = teams.find("payments").orElseThrow();
        assertEquals(Set.of("ann@example.com"), team.members());
        assertEquals(List.of("lee@example.com"), team.leads());
        assertEquals("payments", teams.payer("cc-1").orElseThrow().name());
        assertTrue(teams.payer("cc-2").isEmpty());
        assertEquals(Set.of("root@example.com"), teams.admins().members());
    }

    @Test
    void a_misspelt_key_is_named() throws IOException {
        Path file = file("teams:\n  - {name: a, member: [x@example.com]}\n");

        String message = assertThrows(IllegalArgumentException.class, () -> Teams.read(file))
                .getMessage();

        assertEquals(
                "directory file " + file
                        + " has a key member that nobody knows; known are [channel, costCenters, groups,"
                        + " leads, members, name]; correct it (bot.slack.teams)",
                message);
    }

    @Test
    void a_file_that_went_wrong_serves_nobody_by_its_earlier_text() throws IOException {
        Path file = file("teams: [{name: a, members: [x@example.com]}]\n");
        TeamsFile teams = new TeamsFile(file);
        assertEquals(1, teams.get().teams().size());

        Files.delete(file);

        assertThrows(IllegalArgumentException.class, teams::get);
    }
}
