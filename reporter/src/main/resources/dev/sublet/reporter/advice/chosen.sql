-- The hours for which each vcluster's compute would not be paid: for a pause the idle ones of nights, of weekends or of both where nearly all of them are
-- idle; for one that is idle altogether all hours of the last days, where each was idle and it was there all the time.
CREATE OR REPLACE TEMP TABLE chosen_hour AS
WITH quiet AS (
    SELECT cluster, vcluster_uid, quiet_time
    FROM awake_hour
    WHERE quiet_time IS NOT NULL
    GROUP BY cluster, vcluster_uid, quiet_time
    HAVING count(*) FILTER (WHERE idle) >= 8 AND (count(*) FILTER (WHERE idle)) * 100 >= count(*) * getvariable('quiet_percent')
),
-- Nothing is told of a vcluster that was there for less than the last days of the period.
last_days AS (
    SELECT v.cluster, v.vcluster_uid, v.to_s - getvariable('idle_days') * 86400 AS since_s
    FROM own_vcluster v
    WHERE v.last_s >= v.to_s AND greatest(v.from_s, v.first_s) <= v.to_s - getvariable('idle_days') * 86400
),
useless AS (
    SELECT l.cluster, l.vcluster_uid, l.since_s
    FROM last_days l
    JOIN awake_hour h ON h.cluster = l.cluster AND h.vcluster_uid = l.vcluster_uid AND h.hour_s >= l.since_s
    GROUP BY l.cluster, l.vcluster_uid, l.since_s
    HAVING bool_and(h.idle) AND count(*) >= 24
)
SELECT 'pause' AS kind, h.cluster, h.vcluster_uid, h.hour_s, h.seconds, q.quiet_time
FROM awake_hour h
JOIN quiet q ON q.cluster = h.cluster AND q.vcluster_uid = h.vcluster_uid AND q.quiet_time = h.quiet_time
WHERE h.idle
UNION ALL
SELECT 'idle', h.cluster, h.vcluster_uid, h.hour_s, h.seconds, h.quiet_time
FROM awake_hour h
JOIN useless u ON u.cluster = h.cluster AND u.vcluster_uid = h.vcluster_uid AND h.hour_s >= u.since_s;
