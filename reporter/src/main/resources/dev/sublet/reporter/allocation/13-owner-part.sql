-- Who pays which part of the seconds that a subject's things were there in an hour: seconds x share in millionths, so an owner
-- change inside the hour splits by the seconds on either side. Seconds and shares without an owner are without_payer's. The
-- parts lie one behind the other in [0, whole) in the order of the payers. Made once for all things of a subject
-- that were there for the same seconds, nearly always the whole hour; and only for subjects that have no sole payer.
CREATE OR REPLACE TEMP VIEW owner_part AS
WITH shared AS MATERIALIZED (
    SELECT subject_key, from_s, to_s
    FROM held
    WHERE subject_key NOT IN (SELECT subject_key FROM sole_payer)
      AND from_s < getvariable('slice_to_s') AND to_s > getvariable('slice_from_s')
),
there AS (
    SELECT DISTINCT t.subject_key, h.hour_s, greatest(t.from_s, h.hour_s) AS from_s, least(t.to_s, h.end_s) AS to_s
    FROM shared t
    JOIN slice h ON h.hour_s < t.to_s AND h.end_s > t.from_s
),
asks AS (
    SELECT t.*, a.cluster, a.subject_kind, a.subject, a.without_payer
    FROM there t
    JOIN asked_subject a ON a.subject_key = t.subject_key
),
owned AS (
    SELECT h.subject_key, h.hour_s, h.from_s, h.to_s, p.payer,
           sum((least(o.to_s, h.to_s) - greatest(o.from_s, h.from_s))::HUGEINT * o.share_millionths)
               AS part
    FROM asks h
    JOIN owner o
      ON o.cluster = h.cluster AND o.subject_kind = h.subject_kind AND o.subject = h.subject
    JOIN payer p ON p.cost_center = o.cost_center AND p.team IS NOT DISTINCT FROM o.team
    WHERE greatest(o.from_s, h.from_s) < least(o.to_s, h.to_s)
    GROUP BY h.subject_key, h.hour_s, h.from_s, h.to_s, p.payer
),
unowned AS (
    SELECT subject_key, hour_s, from_s, to_s, any_value(h.without_payer) AS payer,
           (to_s - from_s)::HUGEINT * 1000000 - coalesce(sum(o.part), 0::HUGEINT) AS part
    FROM asks h
    LEFT JOIN owned o USING (subject_key, hour_s, from_s, to_s)
    GROUP BY subject_key, hour_s, from_s, to_s
),
part AS (
    SELECT subject_key, hour_s, from_s, to_s, payer, sum(part) AS part
    FROM (SELECT * FROM owned UNION ALL SELECT * FROM unowned WHERE part > 0)
    GROUP BY subject_key, hour_s, from_s, to_s, payer
)
SELECT subject_key, hour_s, from_s, to_s, payer,
       sum(part) OVER before_and_this - part AS before,
       sum(part) OVER before_and_this AS upto,
       sum(part) OVER (PARTITION BY subject_key, hour_s, from_s, to_s) AS whole
FROM part
WINDOW before_and_this AS (PARTITION BY subject_key, hour_s, from_s, to_s ORDER BY payer
                           ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW);
