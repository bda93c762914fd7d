-- owner_span from files of layout 1.
SELECT span_id, cluster, subject_kind, subject, cost_center, team, share_millionths, source, from_s, to_s,
       recorded_at_s
FROM {files}
