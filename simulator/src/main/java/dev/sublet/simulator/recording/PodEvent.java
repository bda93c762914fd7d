package dev.sublet.simulator.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A line of the recorded pod watch. {@code type} is ADDED, MODIFIED, DELETED or BOOKMARK. */
public record PodEvent(Instant receivedAt, String type, ObjectNode object) {}
