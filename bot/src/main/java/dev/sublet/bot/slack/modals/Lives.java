package dev.sublet.bot.slack.modals;

import dev.sublet.bot.blueprint.Blueprint;
import dev.sublet.bot.resource.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long one may live, to choose from. Stateless. */
final class Lives {
    private static final List<String> USUAL = List.of("8h", "1d", "3d", "7d", "14d", "30d", "90d", "180d", "365d");

    private Lives() {}

    /** What the blueprint allows, its own default first. */
    static Map<String, String> of(Blueprint blueprint) {
        Map<String, String> lives = new LinkedHashMap<>();
        Duration most = blueprint.lifeMax();
        Duration usual = blueprint.lifeDefault();
        if (usual != null) {
            lives.put(Durations.text(usual), Durations.text(usual) + " (usual)");
        } else if (most == null) {
            lives.put("none", "no end");
        }
        for (String each : USUAL) {
            Duration life = Durations.parse(each).orElseThrow();
            if (most == null || life.compareTo(most) <= 0) {
                lives.putIfAbsent(each, each);
            }
        }
        if (most != null) {
            lives.putIfAbsent(Durations.text(most), Durations.text(most) + " (the longest)");
        }
        return lives;
    }
}
