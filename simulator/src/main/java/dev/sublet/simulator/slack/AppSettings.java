package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The app as Slack's configuration pages know it.
 *
 * @param name of the app and its bot
 * @param botToken that the Web API takes
 * @param appToken that {@code apps.connections.open} takes
 * @param signingSecret that requests to the app are signed with
 * @param scopes that the bot token has; a method that needs another one answers {@code missing_scope}
 * @param commands slash commands by name with their slash
 * @param events that the app subscribed to, as in a manifest, for example {@code message.im}
 * @param socketMode whether requests go over WebSockets that the app opens, not to a URL
 */
public record AppSettings(
        String name,
        String botToken,
        String appToken,
        String signingSecret,
        Set<String> scopes,
        Map<String, SlashCommand> commands,
        Set<String> events,
        boolean socketMode) {
    private static final Set<String> SCOPES = Set.of(
            "app_mentions:read",
            "channels:history",
            "channels:read",
            "chat:write",
            "commands",
            "groups:history",
            "groups:read",
            "im:history",
            "im:read",
            "im:write",
            "reactions:write",
            "usergroups:read",
            "users:read",
            "users:read.email");

    /**
     * A slash command.
     *
     * @param command with its slash
     * @param escaped whether people and channels in the text become {@code <@U1|ann>} and {@code <#C1|payments>}
     */
    public record SlashCommand(String command, String description, String usageHint, boolean escaped) {}

    public AppSettings {
        scopes = Set.copyOf(scopes);
        commands = Map.copyOf(commands);
        events = Set.copyOf(events);
    }

    /** An app with this command, over HTTP, that hears all it may and has the scopes that the stand-in knows. */
    public static AppSettings of(String name, String command) {
        return new AppSettings(
                name,
                "xoxb-stand-in",
                "xapp-stand-in",
                "stand-in-signing-secret",
                SCOPES,
                Map.of(command, new SlashCommand(command, "", "", false)),
                Set.of("app_home_opened", "app_mention", "message.im", "message.channels", "message.groups"),
                false);
    }

    /**
     * The app that a manifest describes: what the manifest lacks is refused or not sent, as Slack would.
     *
     * @param manifest in Slack's schema, read from YAML or JSON
     */
    public static AppSettings fromManifest(JsonNode manifest) {
        Map<String, SlashCommand> commands = new TreeMap<>();
        for (JsonNode one : manifest.at("/features/slash_commands")) {
            String command = one.path("command").asText();
            commands.put(
                    command,
                    new SlashCommand(
                            command,
                            one.path("description").asText(),
                            one.path("usage_hint").asText(),
                            one.path("should_escape").asBoolean()));
        }
        AppSettings usual = of(manifest.at("/display_information/name").asText("app"), "/none");
        return new AppSettings(
                usual.name,
                usual.botToken,
                usual.appToken,
                usual.signingSecret,
                words(manifest.at("/oauth_config/scopes/bot")),
                commands,
                words(manifest.at("/settings/event_subscriptions/bot_events")),
                manifest.at("/settings/socket_mode_enabled").asBoolean());
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new TreeSet<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    public AppSettings withScopes(Set<String> others) {
        return new AppSettings(name, botToken, appToken, signingSecret, others, commands, events, socketMode);
    }

    public AppSettings withEvents(Set<String> others) {
        return new AppSettings(name, botToken, appToken, signingSecret, scopes, commands, others, socketMode);
    }

    public AppSettings withSocketMode(boolean on) {
        return new AppSettings(name, botToken, appToken, signingSecret, scopes, commands, events, on);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AppSettings[" + name + ", " + commands.keySet() + ", socketMode=" + socketMode + "]";
    }
}
