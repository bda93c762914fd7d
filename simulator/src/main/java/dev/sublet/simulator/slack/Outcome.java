package dev.sublet.simulator.slack;

import java.time.Duration;

/**
 * What came of something that a person did.
 *
 * @param status HTTP status of the app's acknowledgement; 200 over a WebSocket, 0 when there was none
 * @param body of the acknowledgement
 * @param trouble what Slack shows the person when it went wrong, empty when all is well
 * @param took until the acknowledgement, in real time
 */
public record Outcome(int status, String body, String trouble, Duration took) {
    static final Outcome NOTHING_SENT = new Outcome(200, "", "", Duration.ZERO);

    public boolean isFine() {
        return trouble.isEmpty();
    }

    static Outcome refused(String trouble) {
        return new Outcome(0, "", trouble, Duration.ZERO);
    }

    static Outcome broken(Throwable failure) {
        return refused(failure.toString());
    }

    Outcome withTrouble(String words) {
        return new Outcome(status, body, words, took);
    }
}
