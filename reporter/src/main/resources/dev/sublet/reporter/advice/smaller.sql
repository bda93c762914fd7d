-- What smaller requests save: each pod's amount of a day and resource, by the weight that falls away of the weight that it was charged by, cut
-- down. These pods never used more than they requested, so a second's weight falls from the request to the smaller one. freed_* are
-- means over the cluster's watched time.
WITH less AS (
    SELECT r.number, u.span_id, d.day_s, unnest(['cpu', 'memory']) AS resource,
           unnest([sum(coalesce(greatest(u.cpu_request_core_ms - r.cpu_target * u.seconds, 0), 0))::HUGEINT,
                   sum(coalesce(greatest(u.memory_request_kib_s - r.memory_target * u.seconds, 0), 0))::HUGEINT]) AS weight
    FROM usage_hour u
    JOIN pod_span p ON p.span_id = u.span_id
    JOIN smaller_request r
      ON r.cluster = p.cluster AND r.vcluster_uid = p.vcluster_uid AND r.class = p.class AND r.virtual_namespace = coalesce(p.virtual_namespace, '')
     AND r.owner_kind = coalesce(p.owner_kind, 'Pod') AND r.owner_name = coalesce(p.owner_name, p.pod)
    JOIN hours d ON d.hour_s = billing_hour(u.hour_s)
    WHERE u.hour_s >= getvariable('asked_from_s') AND u.hour_s < getvariable('asked_to_s')
    GROUP BY r.number, u.span_id, d.day_s
),
saved AS (
    SELECT l.number, any_value(o.part) AS part, sum(o.amount_nanos * least(l.weight, o.quantity) // o.quantity) AS saved_nanos,
           coalesce(sum(l.weight) FILTER (WHERE l.resource = 'cpu'), 0::HUGEINT) AS cpu_less,
           coalesce(sum(l.weight) FILTER (WHERE l.resource = 'memory'), 0::HUGEINT) AS memory_less
    FROM less l
    JOIN own_cost o ON o.kind = 'pod' AND o.thing_key = l.span_id AND o.day_s = l.day_s AND o.resource = l.resource AND o.quantity > 0
    WHERE l.weight > 0
    GROUP BY l.number
)
SELECT r.* EXCLUDE (part), s.part, s.saved_nanos::VARCHAR AS saved_nanos, (s.cpu_less // (w.to_s - w.from_s))::BIGINT AS freed_millicores,
       (s.memory_less // (w.to_s - w.from_s))::BIGINT AS freed_kib
FROM smaller_request r
JOIN saved s ON s.number = r.number
JOIN watched w ON w.cluster = r.cluster
ORDER BY r.number;
