-- Fees: each unit that cost anything on a day pays for the day, its payers by what they cost there; the income cost center gets as much,
-- so that the whole stays what it was. A monthly fee is cut into days by cumulative floors over the month's real seconds.
CREATE OR REPLACE TEMP TABLE fee_member AS
WITH payable AS (
    SELECT f.rule, r.name, d.day_s, d.to_s - d.from_s AS seconds, f.income, r.unit,
           CASE WHEN f.attos_per_hour IS NOT NULL
                THEN (f.attos_per_hour * (d.to_s - d.from_s) + 1800000000000) // 3600000000000::HUGEINT
                ELSE f.nanos_per_month * (d.to_s - d.month_s) // (d.month_end_s - d.month_s)
                     - f.nanos_per_month * (d.from_s - d.month_s) // (d.month_end_s - d.month_s) END AS fee_nanos
    FROM fee f
    JOIN rule r ON r.rule = f.rule
    JOIN day d ON d.day_s >= r.from_s AND d.day_s < r.to_s
),
member AS (
    SELECT p.rule, p.name, p.day_s, p.seconds, p.income, p.fee_nanos, t.payer, t.cluster, t.vcluster_uid,
           CASE p.unit WHEN 'cost-center' THEN t.cost_center WHEN 'cluster' THEN t.cluster
                       ELSE t.cluster || '|' || t.vcluster_uid END AS unit,
           greatest(sum(t.amount_nanos), 0::HUGEINT) AS cost_nanos
    FROM payable p
    JOIN direct_day t ON t.rule = p.rule AND t.day_s = p.day_s
    WHERE p.unit <> 'vcluster' OR t.vcluster_uid IS NOT NULL
    GROUP BY ALL
)
SELECT rule || '|' || day_s || '|' || unit AS part_of, fee_nanos AS total,
       CASE WHEN sum(cost_nanos) OVER (PARTITION BY rule, day_s, unit) = 0 THEN 1::HUGEINT ELSE cost_nanos END AS weight,
       payer || '|' || cluster || '|' || coalesce(vcluster_uid, '') AS tie, name, day_s, seconds, income, payer, cluster, vcluster_uid
FROM member;

INSERT INTO policy_posting
WITH paid AS (SELECT * FROM split('fee_member'))
SELECT f.day_s, s.subject, 'fee', f.payer, 'fee', f.name, NULL, 'book', f.seconds, f.amount
FROM paid f
JOIN subject s ON s.cluster = f.cluster AND s.vcluster_uid IS NOT DISTINCT FROM f.vcluster_uid AND s.class = 'fee'
UNION ALL
SELECT f.day_s, s.subject, 'fee', p.payer, 'fee', f.name, NULL, 'book', 0, -sum(f.amount)
FROM paid f
JOIN payer p ON p.cost_center = f.income AND p.team IS NULL
JOIN subject s ON s.cluster = f.cluster AND s.vcluster_uid IS NULL AND s.class = 'fee'
GROUP BY f.day_s, s.subject, p.payer, f.name;
