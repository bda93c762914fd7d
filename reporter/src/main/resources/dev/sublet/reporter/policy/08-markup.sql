-- Markups: a percentage on what a cost center pays in a day in each vcluster, without fees, rounded half up to nanos there; the
-- income cost center gets as much.
CREATE OR REPLACE TEMP TABLE markup_amount AS
WITH paid AS (
    SELECT a.day_s, s.cluster, s.vcluster_uid, a.payer, p.cost_center, sum(a.amount_nanos) AS amount_nanos
    FROM posting a
    JOIN subject s ON s.subject = a.subject
    JOIN payer p ON p.payer = a.payer
    WHERE a.charge <> 'fee'
    GROUP BY a.day_s, s.cluster, s.vcluster_uid, a.payer, p.cost_center
)
SELECT p.day_s, p.cluster, p.vcluster_uid, p.payer, m.name, m.income,
       (p.amount_nanos * m.millionths + 500000) // 1000000::HUGEINT AS amount_nanos
FROM paid p
JOIN markup m ON p.cost_center = coalesce(m.cost_center, p.cost_center) AND p.cost_center <> m.income
 AND p.day_s >= m.from_s AND p.day_s < m.to_s
WHERE p.amount_nanos > 0;

INSERT INTO policy_posting
SELECT m.day_s, s.subject, 'markup', m.payer, 'markup', m.name, NULL, 'book', 0, m.amount_nanos
FROM markup_amount m
JOIN subject s ON s.cluster = m.cluster AND s.vcluster_uid IS NOT DISTINCT FROM m.vcluster_uid AND s.class = 'markup'
UNION ALL
SELECT m.day_s, s.subject, 'markup', p.payer, 'markup', m.name, NULL, 'book', 0, -sum(m.amount_nanos)
FROM markup_amount m
JOIN payer p ON p.cost_center = m.income AND p.team IS NULL
JOIN subject s ON s.cluster = m.cluster AND s.vcluster_uid IS NULL AND s.class = 'markup'
GROUP BY m.day_s, s.subject, p.payer, m.name;
