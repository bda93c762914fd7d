-- audit_event from files of layout 1.
SELECT source, audit_id, stage, vcluster, vcluster_namespace, received_us, stage_us, level, verb, person, username,
       api_group, resource, subresource, namespace, name, code, request_uri, source_ips, user_agent, detail
FROM {files}
