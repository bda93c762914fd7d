-- How long each vcluster's tenants ran pods in the asked period, in seconds of pods, and how well the seconds of all its pods are known.
SELECT p.cluster, p.vcluster_uid, coalesce(sum(u.seconds) FILTER (WHERE p.class = 'workload'), 0)::BIGINT AS tenant_s,
       sum(u.measured_s)::BIGINT AS measured_s, sum(u.bridged_s)::BIGINT AS bridged_s, sum(u.estimated_s)::BIGINT AS estimated_s,
       sum(u.missing_s)::BIGINT AS missing_s
FROM usage_hour u
JOIN pod_span p ON p.span_id = u.span_id
WHERE u.hour_s >= getvariable('asked_from_s') AND u.hour_s < getvariable('asked_to_s') AND p.vcluster_uid IS NOT NULL AND p.class <> 'unattributed'
GROUP BY p.cluster, p.vcluster_uid;
