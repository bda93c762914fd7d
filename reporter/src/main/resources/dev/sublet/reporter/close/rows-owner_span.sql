-- Owners as they were recorded, cut to the period.
SELECT span_id, greatest(from_s, ${from_s}) AS from_s, least(coalesce(to_s, ${to_s}), ${to_s}) AS to_s,
       cluster, subject_kind, subject, cost_center, team, share_millionths, source, recorded_at_s
FROM owner_span
WHERE from_s < ${to_s} AND coalesce(to_s, ${to_s}) > ${from_s}
