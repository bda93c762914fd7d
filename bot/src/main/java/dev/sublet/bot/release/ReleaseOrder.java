package dev.sublet.bot.release;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.bot.blueprint.ChartSource;

/**
 * A release that is to be as it says. Immutable, but for the node, which nobody may change.
 *
 * @param values all of them: nothing is kept of an earlier revision
 */
public record ReleaseOrder(String namespace, String name, ChartSource chart, String version, ObjectNode values) {}
