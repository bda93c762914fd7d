-- What each vcluster's pauses saved. CPU, memory and GPU of its pods cost so much in each billing day; the seconds of a pod's span that
-- lie in a pause take their part of its day's amount, cut down. What the day's other seconds cost, per second awake, is the day's rate
-- in 10^-18 of the currency; a day counts that was awake for an hour. A pause would have cost the rate of its weekday (the lower median), or
-- where no such day was awake the rate of the last day before it, else of the first behind it.
WITH slept AS (
    SELECT v.cluster, v.vcluster_uid, v.state IN ('paused', 'sleeping') AS asleep, greatest(v.from_s, w.from_s) AS from_s,
           least(coalesce(v.to_s, w.to_s), w.to_s) AS to_s
    FROM vcluster_span v
    JOIN watched w ON w.cluster = v.cluster
    WHERE greatest(v.from_s, w.from_s) < least(coalesce(v.to_s, w.to_s), w.to_s)
    QUALIFY bool_or(v.state IN ('paused', 'sleeping')) OVER (PARTITION BY v.cluster, v.vcluster_uid)
),
day AS (
    SELECT day_s, from_s, to_s, (row_number() OVER (ORDER BY day_s)) % 7 AS weekday FROM asked_day
),
there AS (
    SELECT s.cluster, s.vcluster_uid, d.day_s, any_value(d.weekday) AS weekday,
           sum(CASE WHEN s.asleep THEN least(s.to_s, d.to_s) - greatest(s.from_s, d.from_s) ELSE 0 END)::BIGINT AS asleep_s,
           sum(CASE WHEN s.asleep THEN 0 ELSE least(s.to_s, d.to_s) - greatest(s.from_s, d.from_s) END)::BIGINT AS awake_s
    FROM slept s
    JOIN day d ON d.from_s < s.to_s AND d.to_s > s.from_s
    GROUP BY s.cluster, s.vcluster_uid, d.day_s
),
compute AS (
    SELECT t.cluster, t.vcluster_uid, c.thing_key, c.day_s, sum(c.amount_nanos) AS amount_nanos
    FROM charge_day c
    JOIN thing t ON t.kind = c.kind AND t.thing_key = c.thing_key
    JOIN payer p ON p.payer = c.payer AND :cost_center
    WHERE c.kind = 'pod' AND c.resource IN ('cpu', 'memory', 'gpu') AND t.class <> 'unattributed'
      AND EXISTS (SELECT 1 FROM slept s WHERE s.cluster = t.cluster AND s.vcluster_uid = t.vcluster_uid)
    GROUP BY t.cluster, t.vcluster_uid, c.thing_key, c.day_s
),
held AS (
    SELECT c.*, greatest(p.from_s, w.from_s, d.from_s) AS from_s, least(coalesce(p.to_s, w.to_s), w.to_s, d.to_s) AS to_s
    FROM compute c
    JOIN pod_span p ON p.span_id = c.thing_key
    JOIN watched w ON w.cluster = c.cluster
    JOIN day d ON d.day_s = c.day_s
),
cut AS (
    SELECT h.cluster, h.vcluster_uid, h.day_s, any_value(h.amount_nanos) AS amount_nanos,
           any_value(h.amount_nanos)
               * coalesce(sum(least(s.to_s, h.to_s) - greatest(s.from_s, h.from_s)) FILTER (WHERE s.vcluster_uid IS NOT NULL), 0)
               // greatest(any_value(h.to_s - h.from_s), 1) AS asleep_nanos
    FROM held h
    LEFT JOIN slept s ON s.cluster = h.cluster AND s.vcluster_uid = h.vcluster_uid AND s.asleep AND s.from_s < h.to_s AND s.to_s > h.from_s
    GROUP BY h.cluster, h.vcluster_uid, h.thing_key, h.day_s
),
in_day AS (
    SELECT t.*, coalesce(sum(c.asleep_nanos), 0::HUGEINT) AS asleep_nanos,
           coalesce(sum(c.amount_nanos - c.asleep_nanos), 0::HUGEINT) AS awake_nanos
    FROM there t
    LEFT JOIN cut c ON c.cluster = t.cluster AND c.vcluster_uid = t.vcluster_uid AND c.day_s = t.day_s
    GROUP BY ALL
),
rate AS (
    SELECT cluster, vcluster_uid, day_s, weekday, awake_nanos * 1000000000 // awake_s AS attos FROM in_day WHERE awake_s >= 3600
),
chosen AS (
    SELECT a.cluster, a.vcluster_uid, a.day_s, a.asleep_s, a.asleep_nanos,
           coalesce(list_sort(list(r.attos) FILTER (WHERE r.weekday = a.weekday))[(count(*) FILTER (WHERE r.weekday = a.weekday) + 1) // 2],
                    arg_max(r.attos, r.day_s) FILTER (WHERE r.day_s < a.day_s), arg_min(r.attos, r.day_s)) AS attos
    FROM in_day a
    LEFT JOIN rate r ON r.cluster = a.cluster AND r.vcluster_uid = a.vcluster_uid
    WHERE a.asleep_s > 0
    GROUP BY a.cluster, a.vcluster_uid, a.day_s, a.asleep_s, a.asleep_nanos
)
SELECT cluster, vcluster_uid, sum(asleep_s)::BIGINT AS asleep_s, ((sum(attos * asleep_s) + 500000000) // 1000000000)::VARCHAR AS would_nanos,
       sum(asleep_nanos)::VARCHAR AS did_nanos
FROM chosen
WHERE attos IS NOT NULL
GROUP BY cluster, vcluster_uid
ORDER BY cluster, vcluster_uid;
