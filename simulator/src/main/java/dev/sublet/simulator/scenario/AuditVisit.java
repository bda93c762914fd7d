package dev.sublet.simulator.scenario;

import dev.sublet.simulator.scenario.VclusterPlan.Workload;
import java.util.ArrayList;
import java.util.List;

/** What a person comes for: a few requests within minutes. Used once. */
final class AuditVisit {
    private static final int GAP_MAX_S = 40;
    private static final int REASONS = 8;
    private static final String OBJECT_NAME = "vcluster.loft.sh/object-name";

    private final Names names;
    private final String key;
    private final String person;
    private final Workload workload;
    private final List<AuditAct> acts = new ArrayList<>();
    private long atUs;

    AuditVisit(Names names, String key, String person, Workload workload, long atS) {
        this.names = names;
        this.key = key;
        this.person = person;
        this.workload = workload;
        this.atUs = atS * AuditAct.US_PER_S;
    }

    /** @param pods those of the vcluster, at any time */
    List<AuditAct> acts(List<PodPlan> pods) {
        String app = workload.name();
        String pod = podAt(pods);
        switch (names.pick(key + "/reason", REASONS)) {
            case 0, 1 -> deploys(app, pod);
            case 2 -> {
                act("get", "apps", "deployments", "", app, 200);
                act("patch", "apps", "deployments", "scale", app, 200);
            }
            case 3 -> {
                act("get", "", "configmaps", "", app + "-settings", 200);
                act("patch", "", "configmaps", "", app + "-settings", 200);
                act("patch", "apps", "deployments", "", app, 200);
            }
            case 4 -> {
                act("get", "", "pods", "", pod, 200);
                review(pod);
            }
            case 5 -> {
                act("get", "", "pods", "", pod, 200);
                act("delete", "", "pods", "", pod, 200);
            }
            case 6 -> secret(app);
            default -> {
                String debug = app + "-debug-" + names.suffix(key, 5);
                act("create", "", "pods", "", debug, 201);
                review(debug);
                act("delete", "", "pods", "", debug, 200);
            }
        }
        return acts;
    }

    private void deploys(String app, String pod) {
        act("get", "apps", "deployments", "", app, 200);
        act("patch", "apps", "deployments", "", app, 200);
        act("get", "", "pods", "", pod, 200);
    }

    /** Some may not read it and are refused. */
    private void secret(String app) {
        if (names.pick(key + "/allowed", 3) == 0) {
            act("get", "", "secrets", "", app + "-credentials", 403);
            return;
        }
        act("get", "", "secrets", "", app + "-credentials", 200);
        act("create", "", "secrets", "", app + "-token-" + names.suffix(key, 5), 201);
        act("delete", "", "secrets", "", app + "-token-" + names.suffix(key + "/old", 5), 200);
    }

    private String podAt(List<PodPlan> pods) {
        long atS = atUs / AuditAct.US_PER_S;
        for (PodPlan pod : pods) {
            String name = pod.annotations().get(OBJECT_NAME);
            // A host name begins with the name inside, so the name tells the workload.
            if (name != null && name.startsWith(workload.name() + "-") && pod.runsAt((double) atS)) {
                return name;
            }
        }
        return workload.name() + "-0";
    }

    private void act(String verb, String apiGroup, String resource, String subresource, String name, int code) {
        add(verb, apiGroup, resource, subresource, name, code, false);
    }

    private void review(String pod) {
        add("create", "", "pods", "exec", pod, 201, true);
    }

    private void add(
            String verb, String apiGroup, String resource, String subresource, String name, int code, boolean review) {
        String actKey = key + "/" + acts.size();
        atUs += AuditAct.US_PER_S + names.pick(actKey + "/gap", GAP_MAX_S * (int) AuditAct.US_PER_S);
        acts.add(new AuditAct(
                names.uid(actKey),
                atUs,
                person,
                verb,
                apiGroup,
                resource,
                subresource,
                workload.virtualNamespace(),
                name,
                code,
                review));
    }
}
