package dev.sublet.collector.discovery;

import dev.sublet.collector.facts.ClaimFacts;
import dev.sublet.collector.facts.VolumeFacts;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claims that exist, and those that are gone: a released volume still costs and keeps its vcluster. Not thread-safe. */
final class ClaimMemory {
    /** Gone claims beyond this are forgotten, oldest first. */
    static final int GONE_MAX = 50_000;

    private final Map<String, ClaimFacts> live = new HashMap<>();
    private final Map<String, ClaimFacts> gone = new LinkedHashMap<>();
    private final Map<String, ClaimFacts> byName = new HashMap<>();

    /** Returns whether that was news. */
    boolean seen(ClaimFacts claim) {
        byName.put(Fleet.key(claim.namespace(), claim.name()), claim);
        gone.remove(claim.uid());
        return !claim.equals(live.put(claim.uid(), claim));
    }

    void gone(ClaimFacts claim) {
        live.remove(claim.uid());
        gone.put(claim.uid(), claim);
        if (gone.size() > GONE_MAX) {
            ClaimFacts oldest = gone.values().iterator().next();
            gone.remove(oldest.uid());
            byName.remove(Fleet.key(oldest.namespace(), oldest.name()), oldest);
        }
    }

    @Nullable
    ClaimFacts of(VolumeFacts volume) {
        String uid = volume.claimUid();
        if (uid != null) {
            ClaimFacts claim = live.get(uid);
            return claim != null ? claim : gone.get(uid);
        }
        if (volume.claimNamespace() == null || volume.claim() == null) {
            return null;
        }
        return byName.get(Fleet.key(volume.claimNamespace(), volume.claim()));
    }
}
