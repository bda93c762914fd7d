package dev.sublet.http;

import dev.sublet.api.ApiProblem;
import java.util.HashMap;
import java.util.Map;

/** How many calls are inside, read or answered or waiting. One caller may take half of the places. Thread-safe. */
final class ApiPlaces {
    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> inside = new HashMap<>();
    private int all;

    ApiPlaces(int most) {
        this.most = most;
        this.mostOfOne = Math.max(1, most / 2);
    }

    /** @throws ApiProblem 429 when there is no place left */
    synchronized void enter(String caller) {
        int own = inside.getOrDefault(caller, 0);
        if (own >= mostOfOne) {
            throw new ApiProblem(
                    429,
                    caller + " has " + own + " calls under way, the most for one; ask again when they are answered");
        }
        if (all >= most) {
            throw new ApiProblem(
                    429,
                    all
                            + " calls are under way; ask again in some seconds, or raise api.callsAtOnce or api.callsWaiting");
        }
        inside.put(caller, own + 1);
        all++;
    }

    synchronized void leave(String caller) {
        all--;
        inside.computeIfPresent(caller, (name, own) -> own == 1 ? null : own - 1);
    }
}
