-- When a person last asked something of a virtual cluster, in ms since 1970, or when its first event came if none ever did. Programs are
-- system:*; kubernetes-super-admin without a person behind it is the machinery's own certificate. ? is the audit source.
SELECT (coalesce(max(stage_us) FILTER (WHERE person IS NOT NULL AND NOT starts_with(person, 'system:')
                                         AND person <> 'kubernetes-super-admin'),
                 min(stage_us)) // 1000)::BIGINT
FROM audit_event
WHERE source = ?
