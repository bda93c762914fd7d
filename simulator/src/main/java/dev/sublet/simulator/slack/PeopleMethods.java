package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/** {@code users.*}, {@code usergroups.*} and {@code auth.test}. */
final class PeopleMethods {
    private static final int PAGE_MAX = 1000;

    private final AppSettings app;
    private final Workspace workspace;

    PeopleMethods(AppSettings app, Workspace workspace) {
        this.app = app;
        this.workspace = workspace;
    }

    void addTo(WebApi api) {
        api.add("auth.test", Method.json(Method.Tier.SPECIAL, this::test));
        api.add("users.info", Method.form(Method.Tier.FOUR, this::info, "users:read"));
        api.add("users.list", Method.form(Method.Tier.TWO, this::list, "users:read"));
        api.add("users.lookupByEmail", Method.form(Method.Tier.THREE, this::lookup, "users:read.email"));
        api.add("usergroups.list", Method.form(Method.Tier.TWO, this::groups, "usergroups:read"));
        api.add("usergroups.users.list", Method.form(Method.Tier.TWO, this::members, "usergroups:read"));
    }

    private ObjectNode test(Arguments arguments) {
        return Json.object()
                .put("url", "https://" + Workspace.DOMAIN + ".slack.com/")
                .put("team", Workspace.TEAM_NAME)
                .put("user", workspace.bot().name())
                .put("team_id", Workspace.TEAM_ID)
                .put("user_id", workspace.bot().id())
                .put("bot_id", Payloads.BOT_ID)
                .put("is_enterprise_install", false);
    }

    private ObjectNode info(Arguments arguments) {
        Person person = workspace.find(arguments.must("user")).orElseThrow(() -> new SlackException("user_not_found"));
        return Json.object().set("user", wire(person));
    }

    private ObjectNode lookup(Arguments arguments) {
        String email = arguments.must("email");
        Person person = workspace.people(one -> one.email().equalsIgnoreCase(email) && !one.deactivated()).stream()
                .findFirst()
                .orElseThrow(() -> new SlackException("users_not_found"));
        return Json.object().set("user", wire(person));
    }

    private ObjectNode list(Arguments arguments) {
        // Strangers are seen where they are met, not in the workspace's list.
        return page(
                arguments, "members", workspace.people(person -> person.kind() != Person.Kind.STRANGER), this::wire);
    }

    private ObjectNode groups(Arguments arguments) {
        ObjectNode answer = Json.object();
        answer.putArray("usergroups");
        for (UserGroup group : workspace.groups()) {
            ObjectNode wire = Json.object()
                    .put("id", group.id())
                    .put("team_id", Workspace.TEAM_ID)
                    .put("is_usergroup", true)
                    .put("name", group.handle())
                    .put("handle", group.handle())
                    .put("description", "")
                    .put("date_delete", 0)
                    .put("user_count", group.users().size());
            if (arguments.flag("include_users")) {
                group.users().forEach(user -> wire.withArray("/users").add(user));
            }
            answer.withArray("/usergroups").add(wire);
        }
        return answer;
    }

    private ObjectNode members(Arguments arguments) {
        String id = arguments.must("usergroup");
        UserGroup group = workspace.groups().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new SlackException("no_such_subteam"));
        ObjectNode answer = Json.object();
        answer.putArray("users");
        group.users().forEach(user -> answer.withArray("/users").add(user));
        return answer;
    }

    static <T> ObjectNode page(Arguments arguments, String name, List<T> all, Function<T, ObjectNode> wire) {
        int from = 0;
        if (arguments.has("cursor")) {
            String cursor = arguments.text("cursor");
            if (!cursor.matches("from-\\d{1,7}")) {
                throw new SlackException("invalid_cursor");
            }
            from = Math.min(all.size(), Integer.parseInt(cursor.substring(5)));
        }
        int to = Math.min(all.size(), from + arguments.number("limit", PAGE_MAX, PAGE_MAX));
        ObjectNode answer = Json.object();
        answer.putArray(name);
        all.subList(from, to).forEach(one -> answer.withArray("/" + name).add(wire.apply(one)));
        answer.withObject("/response_metadata").put("next_cursor", to < all.size() ? "from-" + to : "");
        return answer;
    }

    private ObjectNode wire(Person person) {
        boolean guest = person.kind() == Person.Kind.GUEST;
        boolean stranger = person.kind() == Person.Kind.STRANGER;
        ObjectNode profile = Json.object().put("real_name", person.realName()).put("display_name", person.name());
        if (app.scopes().contains("users:read.email") && !person.email().isEmpty()) {
            profile.put("email", person.email());
        }
        ObjectNode wire = Json.object()
                .put("id", person.id())
                .put("team_id", person.teamId())
                .put("name", person.name())
                .put("deleted", person.deactivated())
                .put("real_name", person.realName())
                .put("tz", "Europe/Berlin")
                .put("tz_offset", 3600)
                .put("is_bot", person.kind() == Person.Kind.BOT)
                .put("is_app_user", false)
                .put("updated", 0);
        wire.set("profile", profile);
        if (stranger) {
            wire.put("is_stranger", true);
        } else if (!person.deactivated()) {
            wire.put("is_admin", false)
                    .put("is_owner", false)
                    .put("is_primary_owner", false)
                    .put("is_restricted", guest)
                    .put("is_ultra_restricted", false)
                    .put("is_email_confirmed", !person.email().isEmpty());
        }
        return wire;
    }
}
