-- owner_span as it is sealed, layout 1; cluster is in the folder's name.
SELECT span_id, subject_kind, subject, cost_center, team, share_millionths, source, from_s, to_s, recorded_at_s
FROM {rows}
