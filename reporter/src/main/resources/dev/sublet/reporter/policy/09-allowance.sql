-- Allowances: what a cost center pays in a month is funded by another one up to a bound, never below zero. Of a month that was asked in part
-- the allowance holds for that part. Booked on the month's last day in the cluster where the cost center paid most.
CREATE OR REPLACE TEMP TABLE allowance_amount AS
WITH month AS (
    SELECT month_s, any_value(month_end_s) AS month_end_s, min(from_s) AS from_s, max(to_s) AS to_s, max(day_s) AS day_s
    FROM day
    GROUP BY month_s
),
paid AS (
    SELECT d.month_s, p.cost_center, s.cluster, sum(a.amount_nanos) AS amount_nanos
    FROM posting a
    JOIN day d ON d.day_s = a.day_s
    JOIN payer p ON p.payer = a.payer
    JOIN subject s ON s.subject = a.subject
    GROUP BY d.month_s, p.cost_center, s.cluster
),
total AS (
    SELECT month_s, cost_center, sum(amount_nanos) AS amount_nanos, arg_max(cluster, (amount_nanos, cluster)) AS cluster
    FROM paid
    GROUP BY month_s, cost_center
),
granted AS (
    SELECT m.month_s, m.day_s, a.name, a.cost_center, a.funded_by, t.cluster, t.amount_nanos,
           a.nanos_per_month * (m.to_s - m.from_s) // (m.month_end_s - m.month_s) AS granted_nanos
    FROM allowance a
    JOIN month m ON m.month_s >= a.from_s AND m.month_s < a.to_s
    JOIN total t ON t.month_s = m.month_s AND t.cost_center = a.cost_center
    WHERE t.amount_nanos > 0
),
upto AS (
    SELECT *, sum(granted_nanos) OVER (PARTITION BY month_s, cost_center ORDER BY name) AS upto_nanos
    FROM granted
)
SELECT day_s, name, cost_center, funded_by, cluster,
       least(upto_nanos, amount_nanos) - least(upto_nanos - granted_nanos, amount_nanos) AS amount_nanos
FROM upto;

INSERT INTO policy_posting
SELECT a.day_s, s.subject, 'allowance', p.payer, 'allowance', a.name, NULL, 'book', 0,
       CASE WHEN p.cost_center = a.funded_by THEN a.amount_nanos ELSE -a.amount_nanos END
FROM allowance_amount a
JOIN payer p ON p.team IS NULL AND p.cost_center IN (a.cost_center, a.funded_by)
JOIN subject s ON s.cluster = a.cluster AND s.vcluster_uid IS NULL AND s.class = 'allowance'
WHERE a.amount_nanos > 0;
