package dev.sublet.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A dashboard in Grafana's JSON model: rows of panels, laid out from left to right. */
final class Dashboard {
    private static final int COLUMNS = 24;

    private final String uid;
    private final String title;
    private final String description;
    private final List<ObjectNode> variables = new ArrayList<>();
    private final ArrayNode panels = Json.object().putArray("panels");
    private int x;
    private int y;
    private int rowHeight;
    private String from = "now-24h";

    Dashboard(String uid, String title, String description) {
        this.uid = uid;
        this.title = title;
        this.description = description;
        ObjectNode datasource =
                Json.of("{'name': 'datasource', 'type': 'datasource', 'query': 'prometheus', 'label': 'Data source',"
                        + " 'hide': 0, 'refresh': 1, 'regex': '', 'multi': false, 'includeAll': false, 'options': [],"
                        + " 'current': {'text': 'default', 'value': 'default', 'selected': true}}");
        variables.add(datasource);
        variable("job", "Job", "label_values(sublet_last_tick_timestamp_seconds, job)", true);
    }

    String uid() {
        return uid;
    }

    Dashboard since(String time) {
        from = time;
        return this;
    }

    /** A choice of the reader, from a query. */
    Dashboard variable(String name, String label, String query, boolean all) {
        ObjectNode variable = Json.object();
        variable.put("name", name).put("label", label).put("type", "query").put("hide", 0);
        variable.set("datasource", Panel.datasource());
        variable.put("definition", query);
        variable.set("query", Json.object().put("query", query).put("refId", "Variable-" + name));
        variable.put("refresh", 2)
                .put("sort", 1)
                .put("regex", "")
                .put("multi", all)
                .put("includeAll", all);
        variable.set("options", Json.object().putArray("options"));
        if (all) {
            variable.put("allValue", ".*");
            variable.set("current", Json.of("{'text': 'All', 'value': '$__all', 'selected': true}"));
        } else {
            variable.set("current", Json.object());
        }
        variables.add(variable);
        return this;
    }

    /** A heading above what follows. */
    Dashboard row(String heading) {
        nextLine();
        ObjectNode row = panels.addObject();
        row.put("id", panels.size()).put("type", "row").put("title", heading).put("collapsed", false);
        row.set(
                "gridPos",
                Json.object().put("x", 0).put("y", y).put("w", COLUMNS).put("h", 1));
        row.putArray("panels");
        y++;
        return this;
    }

    Dashboard panel(Panel panel) {
        if (x + panel.width() > COLUMNS) {
            nextLine();
        }
        panels.add(panel.at(panels.size() + 1, x, y));
        x += panel.width();
        rowHeight = Math.max(rowHeight, panel.height());
        return this;
    }

    private void nextLine() {
        y += rowHeight;
        x = 0;
        rowHeight = 0;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("uid", uid).put("title", title).put("description", description);
        json.putArray("tags").add("sublet");
        json.put("editable", true)
                .put("graphTooltip", 1)
                .put("schemaVersion", 39)
                .put("version", 1);
        json.put("refresh", "1m").put("style", "").put("timezone", "utc").put("weekStart", "");
        json.remove("style");
        json.putNull("id");
        json.set("time", Json.object().put("from", from).put("to", "now"));
        json.set("timepicker", Json.object());
        json.set("annotations", Json.of("{'list': []}"));
        json.putArray("links")
                .add(
                        Json.of(
                                "{'title': 'Sublet', 'type': 'dashboards', 'tags': ['sublet'], 'asDropdown': true, 'icon': 'dashboard',"
                                        + " 'includeVars': true, 'keepTime': true, 'targetBlank': false, 'tooltip': '', 'url': ''}"));
        json.set("templating", Json.object());
        ((ObjectNode) json.get("templating")).putArray("list").addAll(variables);
        json.set("panels", panels);
        return json;
    }
}
