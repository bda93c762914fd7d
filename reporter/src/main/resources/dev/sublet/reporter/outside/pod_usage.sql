-- What each pod used, one row per interval, with the pod's names. CPU: 1 core-second is 1 000 cpu_core_ms. Memory: a mean.
CREATE OR REPLACE VIEW pod_usage AS
    SELECT p.cluster, p.namespace, p.pod, p.pod_uid, p.node, p.class, p.vcluster, p.vcluster_namespace, p.vcluster_uid,
           p.virtual_namespace, p.virtual_pod, p.owner_kind, p.owner_name,
           make_timestamp(u.from_s * 1000000) AS from_time, make_timestamp(u.to_s * 1000000) AS to_time,
           u.to_s - u.from_s AS seconds, u.*
    FROM usage u JOIN pod_span p USING (span_id);
