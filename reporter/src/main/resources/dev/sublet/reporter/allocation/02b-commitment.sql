-- One commitment, named by a variable, in all hours: what was bought is set against what the nodes that it fits want of it, after the commitments
-- before it. Each node-hour is covered in the same part, in 10^-12. bought and wanted are microseconds of nodes, or nanos x seconds of a spend.
INSERT INTO commitment_hour
WITH one AS (SELECT * FROM commitment WHERE commitment = getvariable('commitment')),
place AS (
    SELECT min(w.from_s) AS from_s, max(w.to_s) AS to_s
    FROM watched w
    JOIN one k ON k.cluster IS NULL OR k.cluster IN (w.cluster, w.cluster_name)
),
by_bill AS (
    SELECT DISTINCT h.hour_s
    FROM node_rate r
    JOIN one k ON commitment_fits(k.cluster, k.region, k.instance_type, r.cluster, r.cluster_name, r.region, r.instance_type, r.spot)
    JOIN hours h ON h.hour_s < r.to_s AND h.end_s > r.from_s
    WHERE r.billed
),
wish AS (
    SELECT c.hour_s,
           CASE WHEN any_value(k.count) > 0 THEN sum(c.seconds * c.left_part) // 1000000
                ELSE sum(r.rate_attos // 1000000000 * k.keep_millionths // 1000000 * c.seconds * c.left_part) // 1000000000000::HUGEINT END AS wanted
    FROM committed c
    JOIN node_rate r ON r.span_id = c.span_id AND r.from_s = c.piece_s
    JOIN one k ON commitment_fits(k.cluster, k.region, k.instance_type, r.cluster, r.cluster_name, r.region, r.instance_type, r.spot) AND k.from_s < r.to_s AND k.to_s > r.from_s
    GROUP BY c.hour_s
),
bought AS (
    SELECT h.hour_s, (least(h.end_s, k.to_s, p.to_s) - greatest(h.hour_s, k.from_s, p.from_s))::HUGEINT
               * CASE WHEN k.count > 0 THEN k.count * 1000000 ELSE k.rate_attos // 1000000000 END AS bought
    FROM hours h
    CROSS JOIN one k
    CROSS JOIN place p
    -- least and greatest would pass over the NULLs of a place that nobody watched.
    WHERE p.from_s IS NOT NULL AND least(h.end_s, k.to_s, p.to_s) > greatest(h.hour_s, k.from_s, p.from_s) AND h.hour_s NOT IN (SELECT hour_s FROM by_bill)
)
SELECT getvariable('commitment'), b.hour_s, b.bought, coalesce(w.wanted, 0::HUGEINT),
       CASE WHEN coalesce(w.wanted, 0::HUGEINT) = 0 THEN 0::HUGEINT
            ELSE least(1000000000000::HUGEINT, b.bought * 1000000000000::HUGEINT // w.wanted) END
FROM bought b
LEFT JOIN wish w USING (hour_s);

UPDATE committed
SET left_part = committed.left_part - taken.part,
    cpu_attos_s = committed.cpu_attos_s + taken.cpu_attos * committed.seconds * taken.part // 1000000000000::HUGEINT,
    memory_attos_s = committed.memory_attos_s + taken.memory_attos * committed.seconds * taken.part // 1000000000000::HUGEINT,
    gpu_attos_s = committed.gpu_attos_s + taken.gpu_attos * committed.seconds * taken.part // 1000000000000::HUGEINT
FROM (
    SELECT c.span_id, c.piece_s, c.hour_s, c.left_part * h.covered_part // 1000000000000::HUGEINT AS part,
           CASE WHEN k.count = 0 THEN r.cpu_attos * k.keep_millionths // 1000000
                ELSE k.rate_attos * r.upto_cpu // 100000000000000::HUGEINT END AS cpu_attos,
           CASE WHEN k.count = 0 THEN r.memory_attos * k.keep_millionths // 1000000
                ELSE k.rate_attos * r.upto_memory // 100000000000000::HUGEINT - k.rate_attos * r.upto_cpu // 100000000000000::HUGEINT END
               AS memory_attos,
           CASE WHEN k.count = 0 THEN r.gpu_attos * k.keep_millionths // 1000000
                ELSE k.rate_attos - k.rate_attos * r.upto_memory // 100000000000000::HUGEINT END AS gpu_attos
    FROM committed c
    JOIN commitment_hour h ON h.commitment = getvariable('commitment') AND h.hour_s = c.hour_s
    JOIN commitment k ON k.commitment = h.commitment
    JOIN node_rate r ON r.span_id = c.span_id AND r.from_s = c.piece_s
    WHERE commitment_fits(k.cluster, k.region, k.instance_type, r.cluster, r.cluster_name, r.region, r.instance_type, r.spot) AND k.from_s < r.to_s AND k.to_s > r.from_s
) taken
WHERE committed.span_id = taken.span_id AND committed.piece_s = taken.piece_s AND committed.hour_s = taken.hour_s;
