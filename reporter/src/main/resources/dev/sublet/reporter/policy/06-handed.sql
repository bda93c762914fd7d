-- Pools cut over their units, and a unit's part over its vclusters and payers by what they cost there. amount and quantity are cut
-- apart from each other, by the same weights.
CREATE OR REPLACE TEMP TABLE unit_amount AS
SELECT u.pool AS part_of, p.amount_nanos AS total, u.weight, u.unit AS tie, p.quantity
FROM unit_weight u
JOIN pool p ON p.pool = u.pool;
CREATE OR REPLACE TEMP TABLE unit_quantity AS SELECT part_of, quantity AS total, weight, tie FROM unit_amount;

-- Within a unit: by cost; evenly where nothing cost anything; a cost center that has nothing there takes its fixed part as it is.
CREATE OR REPLACE TEMP TABLE member_amount AS
WITH unit AS (
    SELECT a.part_of AS pool, a.tie AS unit, a.amount, q.amount AS quantity
    FROM split('unit_amount') a
    JOIN split('unit_quantity') q ON q.part_of = a.part_of AND q.tie = a.tie
),
member AS (
    SELECT u.pool, u.unit, u.amount, u.quantity, t.payer, t.cluster, t.vcluster_uid, t.cost_nanos,
           sum(t.cost_nanos) OVER (PARTITION BY u.pool, u.unit) AS unit_cost_nanos
    FROM unit u
    LEFT JOIN pool_target t ON t.pool = u.pool AND t.unit = u.unit
)
SELECT m.pool || '|' || m.unit AS part_of, m.amount AS total, m.quantity,
       CASE WHEN coalesce(m.unit_cost_nanos, 0::HUGEINT) = 0 THEN 1::HUGEINT ELSE m.cost_nanos END AS weight,
       coalesce(m.payer, n.payer) || '|' || coalesce(m.cluster, p.cluster) || '|' || coalesce(m.vcluster_uid, '') AS tie,
       m.pool, coalesce(m.payer, n.payer) AS payer, coalesce(m.cluster, p.cluster) AS cluster, m.vcluster_uid
FROM member m
JOIN pool p ON p.pool = m.pool
LEFT JOIN payer n ON m.payer IS NULL AND n.cost_center = m.unit AND n.team IS NULL;
CREATE OR REPLACE TEMP TABLE member_quantity AS SELECT part_of, quantity AS total, weight, tie FROM member_amount;

INSERT INTO policy_posting
SELECT p.day_s, s.subject, p.resource, a.payer, 'shared', p.name, p.class || ' of ' || p.cluster_name, p.pricing, q.amount, a.amount
FROM split('member_amount') a
JOIN split('member_quantity') q ON q.part_of = a.part_of AND q.tie = a.tie
JOIN pool p ON p.pool = a.pool
JOIN subject s ON s.cluster = a.cluster AND s.vcluster_uid IS NOT DISTINCT FROM a.vcluster_uid AND s.class = p.class
WHERE a.amount <> 0 OR q.amount <> 0;

-- What a rule keeps, or has nobody to hand to, stays where it was.
INSERT INTO policy_posting
SELECT p.day_s, s.subject, p.resource, p.payer, 'kept', p.name, p.class || ' of ' || p.cluster_name, p.pricing, p.quantity, p.amount_nanos
FROM pool p
JOIN subject s ON s.cluster = p.cluster AND s.vcluster_uid IS NOT DISTINCT FROM p.vcluster_uid AND s.class = p.class
WHERE p.pool NOT IN (SELECT pool FROM unit_weight GROUP BY pool HAVING sum(weight) > 0);
