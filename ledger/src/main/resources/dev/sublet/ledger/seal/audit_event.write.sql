-- audit_event as it is sealed, layout 1; source is in the folder's name.
SELECT audit_id, stage, vcluster, vcluster_namespace, received_us, stage_us, level, verb, person, username, api_group,
       resource, subresource, namespace, name, code, request_uri, source_ips, user_agent, detail
FROM {rows}
