-- The newest events that match, oldest first. A parameter that is NULL asks for anything; a person may hold * as in *@example.com.
SELECT * FROM (
    SELECT stage_us, source, vcluster, vcluster_namespace, person, username, verb, api_group, resource, subresource,
           namespace, name, code, stage, source_ips, user_agent, request_uri, audit_id
    FROM audit_event
    WHERE ($vcluster IS NULL OR vcluster = $vcluster OR vcluster_namespace || '/' || vcluster = $vcluster)
      AND ($person IS NULL OR person LIKE $person ESCAPE '\')
      AND ($verb IS NULL OR lower(verb) = lower($verb))
      AND ($resource IS NULL OR resource = $resource OR resource || '/' || subresource = $resource)
      AND ($namespace IS NULL OR namespace = $namespace)
      AND stage_us >= $from_us AND stage_us < $to_us
    ORDER BY stage_us DESC, audit_id DESC, stage DESC
    LIMIT $limit
)
ORDER BY stage_us, audit_id, stage
