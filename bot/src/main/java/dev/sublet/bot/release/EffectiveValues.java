package dev.sublet.bot.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Values of a release as the chart sees them: its defaults with what was given over them. Stateless. */
public final class EffectiveValues {
    /** Says which blueprint made it, and changes nothing that runs. */
    private static final Set<String> UNIMPORTANT =
            Set.of("controlPlane.advanced.globalMetadata.annotations.sublet.dev/blueprint");

    private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|token|key|datasource|credential).*");
    private static final int VALUE_MAX = 60;

    private EffectiveValues() {}

    /** How a stored release would differ under other values of the same chart, a line each, by path; none when nothing that runs would. */
    public static List<String> differences(StoredRelease there, ObjectNode wanted) {
        List<String> found = new ArrayList<>();
        compare("", merged(there.defaults(), there.config()), merged(there.defaults(), wanted), found);
        return found;
    }

    /** As Helm merges: mappings key by key, all else replaced, and null takes away. */
    static ObjectNode merged(ObjectNode defaults, ObjectNode given) {
        ObjectNode all = defaults.deepCopy();
        given.properties().forEach(field -> {
            JsonNode before = all.get(field.getKey());
            if (field.getValue().isNull()) {
                all.remove(field.getKey());
            } else if (before instanceof ObjectNode inner && field.getValue() instanceof ObjectNode more) {
                all.set(field.getKey(), merged(inner, more));
            } else {
                all.set(field.getKey(), field.getValue());
            }
        });
        return all;
    }

    private static void compare(String path, JsonNode is, JsonNode wanted, List<String> found) {
        if (is.equals(wanted) || UNIMPORTANT.contains(path) || (isNothing(is) && isNothing(wanted))) {
            return;
        }
        boolean mappings = (is.isObject() || isNothing(is)) && (wanted.isObject() || isNothing(wanted));
        if (mappings) {
            TreeSet<String> keys = new TreeSet<>();
            is.fieldNames().forEachRemaining(keys::add);
            wanted.fieldNames().forEachRemaining(keys::add);
            keys.forEach(
                    key -> compare(path.isEmpty() ? key : path + "." + key, is.path(key), wanted.path(key), found));
            return;
        }
        found.add(path + ": is " + shown(path, is) + ", becomes " + shown(path, wanted));
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty());
    }

    private static String shown(String path, JsonNode value) {
        if (isNothing(value)) {
            return "nothing";
        }
        if (SECRET.matcher(path).matches()) {
            return "(not shown)";
        }
        String text = value.isValueNode() ? value.asText() : value.toString();
        return text.length() <= VALUE_MAX ? text : text.substring(0, VALUE_MAX) + "…";
    }
}
