-- What nodes and volumes are matched with rows of bills by, from a provider's ID of a resource as nodes, volumes and bills write it; NULL for
-- what is neither an instance nor a disk. A bill of Google may name an instance by a number, and its name beside it.
CREATE OR REPLACE TEMP MACRO resource_key(id, name) AS CASE
    WHEN regexp_matches(id, '(^|[/:])i-[0-9a-z]+$') THEN regexp_extract(id, 'i-[0-9a-z]+$')
    WHEN regexp_matches(id, '(^|[/:])vol-[0-9a-z]+$') THEN regexp_extract(id, 'vol-[0-9a-z]+$')
    WHEN regexp_matches(lower(id), '/subscriptions/.*/providers/microsoft\.compute/(virtualmachines|virtualmachinescalesets|disks)/')
        THEN regexp_extract(lower(id), '/subscriptions/.*$')
    WHEN regexp_matches(id, '^gce://[^/]+/[^/]+/[^/]+$')
        THEN regexp_replace(id, '^gce://([^/]+)/([^/]+)/([^/]+)$', 'projects/\1/zones/\2/instances/\3')
    WHEN regexp_matches(id, 'projects/[^/]+/zones/[^/]+/(instances|disks)/[0-9]+$') AND name IS NOT NULL
        THEN regexp_replace(regexp_extract(id, 'projects/[^/]+/zones/[^/]+/(instances|disks)/'), '$', regexp_extract(name, '[^/]*$'))
    WHEN regexp_matches(id, 'projects/[^/]+/zones/[^/]+/(instances|disks)/[^/]+$')
        THEN regexp_extract(id, 'projects/[^/]+/zones/[^/]+/(instances|disks)/[^/]+$')
END;
