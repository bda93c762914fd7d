package dev.sublet.daemon;

import dev.sublet.bot.slack.Secret;
import dev.sublet.bot.slack.SlackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The settings' section {@code bot.slack}. Secrets come from files or the environment, never from the settings file itself. Stateless. */
final class SlackSection {
    private SlackSection() {}

    /** Null when it names no bot token: then there is no bot. */
    static @Nullable SlackSettings read(Section section, String namespace) {
        Secret token = secret(section, "botToken", "SUBLET_SLACK_BOT_TOKEN");
        Secret signing = secret(section, "signingSecret", "SUBLET_SLACK_SIGNING_SECRET");
        Secret app = secret(section, "appToken", "SUBLET_SLACK_APP_TOKEN");
        Path teams = section.path("teams");
        String own = section.text("namespace", namespace);
        String api = section.text("api", SlackSettings.SLACK);
        String approvals = section.text("approvals");
        if (token == null || teams == null) {
            if (teams != null) {
                throw section.wrong(
                        "botTokenFile", "given, or SUBLET_SLACK_BOT_TOKEN in the environment, where teams is");
            }
            return null;
        }
        return new SlackSettings(token, signing, app, teams, own, api, approvals);
    }

    private static @Nullable Secret secret(Section section, String key, String variable) {
        Path file = section.path(key + "File");
        String text = System.getenv(variable);
        if (file != null) {
            try {
                text = Files.readString(file).strip();
            } catch (IOException e) {
                throw section.wrong(key + "File", "a file that can be read (" + e.getMessage() + ")");
            }
        }
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return new Secret(text);
        } catch (IllegalArgumentException e) {
            throw section.wrong(key + "File", "a file with the secret alone: " + e.getMessage());
        }
    }
}
