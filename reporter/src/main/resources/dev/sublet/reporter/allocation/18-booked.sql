-- Corrections of closed periods and adjustments that were booked in this one: after all policies, which do not concern them. A correction of a
-- period holds what policies made of it already.
INSERT INTO policy_posting
SELECT b.day_s, s.subject, b.kind, p.payer, b.kind, b.reason, b.cause, 'book', 0, b.amount_nanos
FROM booking b
JOIN asked a ON b.day_s >= a.from_s AND b.day_s < a.to_s
JOIN payer p ON p.cost_center = b.cost_center AND p.team IS NOT DISTINCT FROM b.team
JOIN subject s ON s.cluster = b.cluster AND s.vcluster_uid IS NOT DISTINCT FROM b.vcluster_uid AND s.class = b.kind;
