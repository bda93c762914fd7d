-- Who takes part in a pool, and with which weight. A unit is a vcluster (or what a cluster holds outside them) of one payer for proportional
-- rules, a vcluster or a cost center for even ones, a cost center for fixed ones. proportional by cost: idle CPU by the cost of
-- CPU, and likewise memory and GPU; all else by all cost. Whose credits exceed the cost has cost nothing: a weight below zero would give
-- others more than there is, and a unit that weighs less than nothing in sum would lose its part.
CREATE OR REPLACE TEMP TABLE pool_target AS
SELECT p.pool, p.method, t.payer, t.cluster, t.vcluster_uid, t.cost_center,
       CASE WHEN p.method = 'proportional' THEN t.payer || '|' || t.cluster || '|' || coalesce(t.vcluster_uid, '')
            WHEN p.method = 'fixed' OR p.unit = 'cost-center' THEN t.cost_center
            ELSE t.cluster || '|' || coalesce(t.vcluster_uid, '') END AS unit,
       greatest(coalesce(CASE p.weight_of
           WHEN 'cost' THEN sum(t.amount_nanos) FILTER (WHERE p.resource NOT IN ('cpu', 'memory', 'gpu') OR p.resource = t.resource)
           WHEN 'total-cost' THEN sum(t.amount_nanos)
           ELSE sum(t.quantity) FILTER (WHERE p.weight_of = t.resource)
       END, 0::HUGEINT), 0::HUGEINT) AS weight,
       greatest(sum(t.amount_nanos), 0::HUGEINT) AS cost_nanos
FROM pool p
JOIN direct_day t ON t.rule = p.rule AND t.day_s = p.day_s AND (p.within = 'fleet' OR t.cluster = p.cluster)
 AND (p.within <> 'vcluster' OR t.vcluster_uid IS NOT DISTINCT FROM p.vcluster_uid)
WHERE p.method <> 'keep' AND (p.method <> 'even' OR p.unit <> 'vcluster' OR t.vcluster_uid IS NOT NULL)
GROUP BY p.pool, p.method, p.unit, p.weight_of, p.resource, t.payer, t.cluster, t.vcluster_uid, t.cost_center;

CREATE OR REPLACE TEMP TABLE unit_weight AS
SELECT t.pool, t.unit,
       CASE any_value(t.method) WHEN 'proportional' THEN sum(t.weight) ELSE 1::HUGEINT END AS weight
FROM pool_target t
WHERE t.method <> 'fixed'
GROUP BY t.pool, t.unit
UNION ALL
SELECT p.pool, r.cost_center, r.millionths::HUGEINT
FROM pool p
JOIN rule_part r ON r.rule = p.rule
WHERE p.method = 'fixed';
