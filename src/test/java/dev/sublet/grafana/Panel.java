package dev.sublet.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One panel of a dashboard, in Grafana's JSON model. Made once, in one place, so that all of a kind look alike. */
final class Panel {
    private final ObjectNode node = Json.object();
    private final ObjectNode defaults;
    private int width;
    private int height;

    private Panel(String type, String title, String description, int width, int height) {
        this.width = width;
        this.height = height;
        node.put("type", type);
        node.put("title", title);
        node.put("description", description);
        node.set("datasource", datasource());
        defaults = Json.object();
        node.set("fieldConfig", Json.object());
        ((ObjectNode) node.get("fieldConfig")).set("defaults", defaults);
        ((ObjectNode) node.get("fieldConfig")).putArray("overrides");
        node.putArray("targets");
    }

    static ObjectNode datasource() {
        return Json.of("{'type': 'prometheus', 'uid': '${datasource}'}");
    }

    /** One number. */
    static Panel stat(String title, String description, String unit) {
        Panel panel = new Panel("stat", title, description, 4, 4);
        panel.defaults.put("unit", unit);
        panel.node.set(
                "options",
                Json.of(
                        "{'reduceOptions': {'calcs': ['lastNotNull'], 'fields': '', 'values': false}, 'colorMode': 'value',"
                                + " 'graphMode': 'none', 'justifyMode': 'auto', 'textMode': 'auto', 'orientation': 'auto'}"));
        return panel.steps("green");
    }

    /** Lines over time. */
    static Panel lines(String title, String description, String unit) {
        Panel panel = new Panel("timeseries", title, description, 12, 8);
        panel.defaults.put("unit", unit);
        panel.defaults.put("min", 0);
        panel.defaults.set(
                "custom",
                Json.of(
                        "{'drawStyle': 'line', 'lineWidth': 1, 'fillOpacity': 10, 'showPoints': 'never', 'spanNulls': false}"));
        panel.node.set(
                "options",
                Json.of("{'legend': {'displayMode': 'table', 'placement': 'bottom', 'calcs': ['lastNotNull', 'max'],"
                        + " 'showLegend': true}, 'tooltip': {'mode': 'multi', 'sort': 'desc'}}"));
        return panel;
    }

    /** Bars of now, the longest first by the query's own order. */
    static Panel bars(String title, String description, String unit) {
        Panel panel = new Panel("bargauge", title, description, 12, 9);
        panel.defaults.put("unit", unit);
        panel.defaults.put("min", 0);
        panel.node.set(
                "options",
                Json.of(
                        "{'displayMode': 'basic', 'orientation': 'horizontal', 'showUnfilled': true, 'valueMode': 'color',"
                                + " 'reduceOptions': {'calcs': ['lastNotNull'], 'fields': '', 'values': false}}"));
        return panel.steps("blue");
    }

    /** A table of now; columns of labels, the value last. */
    static Panel table(String title, String description, String unit) {
        Panel panel = new Panel("table", title, description, 12, 9);
        panel.defaults.put("unit", unit);
        panel.node.set("options", Json.of("{'showHeader': true, 'cellHeight': 'sm'}"));
        panel.node
                .putArray("transformations")
                .add(Json.of(
                        "{'id': 'organize', 'options': {'excludeByName': {'Time': true, 'job': true, 'instance': true,"
                                + " '__name__': true}, 'indexByName': {}, 'renameByName': {}}}"));
        return panel;
    }

    /** As many of the 24 columns. */
    Panel wide(int columns) {
        width = columns;
        return this;
    }

    /** Colours: the first up to the first number, and so on: {@code "green", "0.8", "orange"}. */
    Panel steps(String... coloursAndBounds) {
        ObjectNode thresholds = Json.of("{'mode': 'absolute', 'steps': []}");
        ArrayNode steps = (ArrayNode) thresholds.get("steps");
        for (int i = 0; i < coloursAndBounds.length; i += 2) {
            ObjectNode step = steps.addObject().put("color", coloursAndBounds[i]);
            if (i == 0) {
                step.putNull("value");
            } else {
                step.put("value", Double.parseDouble(coloursAndBounds[i - 1]));
            }
        }
        defaults.set("thresholds", thresholds);
        defaults.set("color", Json.of("{'mode': 'thresholds'}"));
        return this;
    }

    /** Lines on top of each other. */
    Panel stacked() {
        ((ObjectNode) defaults.get("custom")).set("stacking", Json.of("{'mode': 'normal', 'group': 'A'}"));
        return this;
    }

    Panel decimals(int digits) {
        defaults.put("decimals", digits);
        return this;
    }

    /** Where a click on a value leads. */
    Panel link(String title, String url) {
        defaults.putArray("links").addObject().put("title", title).put("url", url);
        return this;
    }

    /** A question, and how its answers are called; empty for one number or a table. */
    Panel asks(String query, String legend) {
        ArrayNode targets = (ArrayNode) node.get("targets");
        String type = node.get("type").asText();
        boolean now = !type.equals("timeseries");
        ObjectNode target = targets.addObject();
        target.put("refId", String.valueOf((char) ('A' + targets.size() - 1)));
        target.set("datasource", datasource());
        target.put("expr", query);
        target.put("legendFormat", legend);
        target.put("editorMode", "code");
        target.put("instant", now);
        target.put("range", !now);
        if (type.equals("table")) {
            target.put("format", "table");
        }
        return this;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    ObjectNode at(int id, int x, int y) {
        ObjectNode placed = Json.object();
        placed.put("id", id);
        placed.set(
                "gridPos", Json.object().put("x", x).put("y", y).put("w", width).put("h", height));
        placed.setAll(node);
        return placed;
    }
}
