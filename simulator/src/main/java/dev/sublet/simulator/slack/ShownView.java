package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A modal or App Home as it stands. Immutable.
 *
 * @param id Slack's
 * @param owner id of the person who sees it
 * @param hash changes with each update
 * @param rootId of the modal that was opened first, its own id for that one
 * @param previousId of the modal below, empty for none
 * @param json what the app sent, with block and action ids
 * @param errors by block id, of the last try to submit
 * @param updates how many times the app changed it
 */
public record ShownView(
        String id,
        String owner,
        String hash,
        String rootId,
        String previousId,
        ObjectNode json,
        Map<String, String> errors,
        int updates) {
    public ShownView {
        json = json.deepCopy();
        errors = Map.copyOf(errors);
    }

    /** A copy, so that nobody changes what was sent. */
    @Override
    public ObjectNode json() {
        return json.deepCopy();
    }

    public boolean isHome() {
        return json.path("type").asText().equals("home");
    }

    public String title() {
        return json.at("/title/text").asText();
    }

    public String callbackId() {
        return json.path("callback_id").asText();
    }

    public String privateMetadata() {
        return json.path("private_metadata").asText();
    }

    /** All that a reader sees in the blocks. */
    public String shown() {
        return Reading.textOf(blocks());
    }

    public List<Control> controls() {
        return Reading.controls(blocks());
    }

    ArrayNode blocks() {
        return json.path("blocks") instanceof ArrayNode blocks ? blocks : Json.array();
    }

    ShownView withErrors(Map<String, String> now) {
        return new ShownView(id, owner, hash, rootId, previousId, json, now, updates);
    }

    /** As Slack sends it to the app. */
    ObjectNode wire(JsonNode state) {
        ObjectNode wire = Json.object()
                .put("id", id)
                .put("team_id", Workspace.TEAM_ID)
                .put("type", json.path("type").asText())
                .put("callback_id", callbackId())
                .put("private_metadata", privateMetadata())
                .put("external_id", json.path("external_id").asText())
                .put("hash", hash)
                .put("clear_on_close", json.path("clear_on_close").asBoolean())
                .put("notify_on_close", json.path("notify_on_close").asBoolean())
                .put("root_view_id", rootId)
                .put("app_id", Payloads.APP_ID)
                .put("app_installed_team_id", Workspace.TEAM_ID)
                .put("bot_id", Payloads.BOT_ID);
        wire.put("previous_view_id", previousId.isEmpty() ? null : previousId);
        for (String part : List.of("title", "close", "submit")) {
            wire.set(part, json.has(part) ? json.get(part).deepCopy() : null);
        }
        wire.set("blocks", blocks().deepCopy());
        wire.set("state", Json.object().set("values", state.deepCopy()));
        return wire;
    }
}
