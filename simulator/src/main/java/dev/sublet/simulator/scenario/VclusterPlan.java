package dev.sublet.simulator.scenario;

import java.util.List;

/**
 * A vcluster and what its tenants run.
 *
 * @param incarnation 1, or 2 for the one that was made again under the same name
 * @param statefulSet else its control plane is a Deployment
 * @param fromS when it is installed
 * @param pausedFromS when it is paused for good, or {@link Long#MAX_VALUE}
 * @param toS when it is uninstalled, or {@link Long#MAX_VALUE}
 */
record VclusterPlan(
        String name,
        int incarnation,
        boolean statefulSet,
        boolean loadBalancer,
        long fromS,
        long pausedFromS,
        long toS,
        List<Workload> workloads) {
    /** Runs its workloads. */
    long runsUntilS() {
        return Math.min(pausedFromS, toS);
    }

    String namespace() {
        return "vcluster-" + name;
    }

    /** Under which its UIDs are made. */
    String key() {
        return name + "/" + incarnation;
    }

    /**
     * A Deployment, StatefulSet or CronJob inside.
     *
     * @param deployEveryDays how often its pods are replaced; 0 for never
     * @param claimGib size of a claim that its first pod mounts; 0 for none
     * @param storageClass of that claim
     */
    record Workload(
            String virtualNamespace,
            String name,
            int replicas,
            PodPlan.Size size,
            Load load,
            Pool pool,
            int deployEveryDays,
            long restartEveryS,
            int claimGib,
            String storageClass,
            boolean lies) {
        static Workload of(String virtualNamespace, String name, int replicas, PodPlan.Size size, Load load) {
            return new Workload(virtualNamespace, name, replicas, size, load, Pool.GENERAL, 0, 0, 0, "", false);
        }

        Workload deployedEvery(int days) {
            return new Workload(
                    virtualNamespace,
                    name,
                    replicas,
                    size,
                    load,
                    pool,
                    days,
                    restartEveryS,
                    claimGib,
                    storageClass,
                    lies);
        }

        Workload on(Pool newPool) {
            return new Workload(
                    virtualNamespace,
                    name,
                    replicas,
                    size,
                    load,
                    newPool,
                    deployEveryDays,
                    restartEveryS,
                    claimGib,
                    storageClass,
                    lies);
        }

        Workload restartingEvery(long seconds) {
            return new Workload(
                    virtualNamespace,
                    name,
                    replicas,
                    size,
                    load,
                    pool,
                    deployEveryDays,
                    seconds,
                    claimGib,
                    storageClass,
                    lies);
        }

        Workload withClaim(int gib, String newStorageClass) {
            return new Workload(
                    virtualNamespace,
                    name,
                    replicas,
                    size,
                    load,
                    pool,
                    deployEveryDays,
                    restartEveryS,
                    gib,
                    newStorageClass,
                    lies);
        }

        /** Its author writes labels and annotations that are not true. */
        Workload lying() {
            return new Workload(
                    virtualNamespace,
                    name,
                    replicas,
                    size,
                    load,
                    pool,
                    deployEveryDays,
                    restartEveryS,
                    claimGib,
                    storageClass,
                    true);
        }
    }

    /** Where pods may run. */
    enum Pool {
        GENERAL,
        MEMORY,
        GPU
    }
}
