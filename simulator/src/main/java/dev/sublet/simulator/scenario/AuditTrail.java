package dev.sublet.simulator.scenario;

import dev.sublet.simulator.scenario.VclusterPlan.Workload;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What people did in the fleet's vclusters, as the webhooks of their API servers send it: on working days a few visits of
 * two or three people to each. It follows from the seed and the day. Stateless.
 */
public final class AuditTrail {
    /** As many as an API server sends in a call. */
    static final int BATCH_EVENTS_MAX = 400;

    private static final long RECEIVED_AFTER_S = 20;
    private static final int VISITS_MIN = 3;
    private static final int VISITS_SPREAD = 3;
    private static final String BOT = "bot@example.com";

    /** Nobody is at home in the others. */
    private static final Map<String, List<String>> PEOPLE = Map.of(
            "payments", List.of("alice@example.com", "bob@example.com", BOT),
            "search", List.of("carol@example.com", "dave@example.com", BOT),
            "sandbox", List.of("erin@example.com", "frank@example.com", "bob@example.com"),
            "analytics", List.of("grace@example.com", "heidi@example.com"),
            "ml", List.of("ivan@example.com", "judy@example.com", BOT),
            "risk", List.of("alice@example.com", "ken@example.com"),
            "staging", List.of("alice@example.com", "bob@example.com", BOT),
            "preview", List.of("erin@example.com", BOT));

    private final Dates dates;
    private final Names names;
    private final List<PodPlan> pods;

    /**
     * What one webhook sends in one call.
     *
     * @param source the name that the webhook is known by
     * @param vclusterNamespace host namespace of the vcluster whose API server sends it
     * @param receivedAt after the last event, and not after the fleet's moment; those of earlier days waited for it
     * @param events how many
     * @param body an EventList of audit.k8s.io/v1 as JSON
     */
    public record Batch(
            String source, String vclusterNamespace, String vcluster, Instant receivedAt, int events, String body) {}

    AuditTrail(Dates dates, Names names, List<PodPlan> pods) {
        this.dates = dates;
        this.names = names;
        this.pods = pods;
    }

    /** Each vcluster's days up to the fleet's moment, in order of time, in as few batches as may be: each is synced to disk. */
    List<Batch> of(List<VclusterPlan> vclusters) {
        List<Batch> batches = new ArrayList<>();
        for (VclusterPlan vcluster : vclusters) {
            List<String> people = PEOPLE.getOrDefault(vcluster.name(), List.of());
            List<PodPlan> own = pods.stream()
                    .filter(pod -> vcluster.name().equals(pod.vcluster()))
                    .toList();
            List<AuditAct> acts = new ArrayList<>();
            for (long day = dates.startS(); day <= dates.nowS() && !people.isEmpty(); day += Dates.DAY) {
                if (isWorkingDay(day)) {
                    acts.addAll(day(vcluster, people, own, day));
                }
            }
            batches(vcluster, acts, batches);
        }
        return List.copyOf(batches);
    }

    private static boolean isWorkingDay(long day) {
        DayOfWeek weekday = Instant.ofEpochSecond(day).atOffset(ZoneOffset.UTC).getDayOfWeek();
        return weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY;
    }

    private List<AuditAct> day(VclusterPlan vcluster, List<String> people, List<PodPlan> own, long day) {
        List<AuditAct> acts = new ArrayList<>();
        String key = "audit/" + vcluster.key() + "/" + day;
        int visits = VISITS_MIN + names.pick(key, VISITS_SPREAD);
        for (int visit = 0; visit < visits; visit++) {
            String visitKey = key + "/" + visit;
            String person = people.get(names.pick(visitKey + "/person", people.size()));
            Workload workload = vcluster.workloads()
                    .get(names.pick(visitKey + "/workload", vcluster.workloads().size()));
            // Nobody comes before seven or stays after nineteen.
            long atS = day + 7 * Dates.HOUR + names.pick(visitKey + "/at", (int) (12 * Dates.HOUR) - 600);
            acts.addAll(new AuditVisit(names, visitKey, person, workload, atS).acts(own));
        }
        long fromS = vcluster.fromS();
        long toS = Math.min(vcluster.runsUntilS(), dates.nowS());
        acts.removeIf(act -> act.atUs() < fromS * AuditAct.US_PER_S || act.atUs() >= toS * AuditAct.US_PER_S);
        acts.sort(Comparator.comparingLong(AuditAct::atUs).thenComparing(AuditAct::auditId));
        return acts;
    }

    private void batches(VclusterPlan vcluster, List<AuditAct> acts, List<Batch> batches) {
        for (int from = 0; from < acts.size(); from += BATCH_EVENTS_MAX) {
            List<AuditAct> part = acts.subList(from, Math.min(acts.size(), from + BATCH_EVENTS_MAX));
            long lastS = part.get(part.size() - 1).atUs() / AuditAct.US_PER_S;
            batches.add(new Batch(
                    vcluster.name(),
                    vcluster.namespace(),
                    vcluster.name(),
                    Instant.ofEpochSecond(Math.min(lastS + RECEIVED_AFTER_S, dates.nowS())),
                    part.size(),
                    AuditJson.eventList(part)));
        }
    }
}
