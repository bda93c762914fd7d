package dev.sublet.simulator.replay;

/** Where a replay posts recorded audit batches. Only called while a collector is open. */
@FunctionalInterface
public interface AuditSink {
    /**
     * Delivers one batch and returns once it is durable; throws if it was not taken.
     *
     * @param source name of the API server that sent it, the last part of the webhook's path
     * @param body the raw text of the POST
     */
    void post(String source, String body);
}
