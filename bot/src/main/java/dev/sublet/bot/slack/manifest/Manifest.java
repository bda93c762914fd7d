package dev.sublet.bot.slack.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.sublet.bot.slack.transport.BoltApp;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The app as Slack's configuration takes it. Stateless. */
public final class Manifest {
    /** What the bot's token may; each method that the bot calls needs one of them. */
    public static final List<String> SCOPES = List.of(
            "app_mentions:read",
            "chat:write",
            "commands",
            "im:write",
            "usergroups:read",
            "users:read",
            "users:read.email");

    /** Where requests go, below the daemon's address. */
    public static final String PATH = "/slack/events";

    private Manifest() {}

    /**
     * As YAML.
     *
     * @param address where Slack reaches the daemon, {@code https://…}; null for Socket Mode
     * @throws IllegalArgumentException in one line when the address is no https address without a path
     */
    public static String yaml(@Nullable String address) {
        try {
            return new ObjectMapper(new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER))
                    .writeValueAsString(of(address));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts can be written", e);
        }
    }

    private static Map<String, Object> of(@Nullable String address) {
        String url = address == null ? null : url(address);
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("command", BoltApp.COMMAND);
        command.put("description", "Virtual clusters: create, cost, access, delete");
        command.put("usage_hint", "help | create | list | cost");
        command.put("should_escape", false);
        Map<String, Object> events = new LinkedHashMap<>();
        Map<String, Object> interactivity = new LinkedHashMap<>();
        interactivity.put("is_enabled", true);
        if (url != null) {
            command.put("url", url);
            events.put("request_url", url);
            interactivity.put("request_url", url);
        }
        events.put("bot_events", List.of("app_home_opened", "app_mention"));
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("_metadata", Map.of("major_version", 2, "minor_version", 0));
        manifest.put(
                "display_information",
                Map.of(
                        "name",
                        "Sublet",
                        "description",
                        "Virtual clusters and what they cost",
                        "background_color",
                        "#1f4e4a"));
        Map<String, Object> features = new LinkedHashMap<>();
        features.put(
                "app_home",
                Map.of("home_tab_enabled", true, "messages_tab_enabled", true, "messages_tab_read_only_enabled", true));
        features.put("bot_user", Map.of("display_name", "sublet", "always_online", true));
        features.put("slash_commands", List.of(command));
        manifest.put("features", features);
        manifest.put("oauth_config", Map.of("scopes", Map.of("bot", SCOPES)));
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("event_subscriptions", events);
        settings.put("interactivity", interactivity);
        settings.put("org_deploy_enabled", false);
        settings.put("socket_mode_enabled", url == null);
        settings.put("token_rotation_enabled", false);
        manifest.put("settings", settings);
        return manifest;
    }

    private static String url(String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw wrong(address);
        }
        boolean bare = uri.getPath() == null
                || uri.getPath().isEmpty()
                || uri.getPath().equals("/");
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null || !bare || uri.getQuery() != null) {
            throw wrong(address);
        }
        return "https://" + uri.getAuthority() + PATH;
    }

    private static IllegalArgumentException wrong(String address) {
        return new IllegalArgumentException(
                "address " + address + " is not where Slack can reach the daemon; give https://HOST[:PORT]");
    }
}
