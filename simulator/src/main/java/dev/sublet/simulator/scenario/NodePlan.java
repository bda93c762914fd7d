package dev.sublet.simulator.scenario;

/**
 * A node of the fleet.
 *
 * @param createdS when it joins, before or after the scenario's start
 * @param silentFromS when its kubelet stops answering, or {@link Long#MAX_VALUE}; what runs on it ends then
 * @param deletedS when the Node object goes, or {@link Long#MAX_VALUE}
 */
record NodePlan(
        String name, String uid, NodeShape shape, boolean spot, long createdS, long silentFromS, long deletedS) {
    boolean existsAt(long atS) {
        return createdS <= atS && atS < deletedS;
    }

    boolean answersAt(long atS) {
        return atS < silentFromS;
    }
}
