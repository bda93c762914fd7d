-- Virtual namespaces that have owners of their own.
CREATE OR REPLACE TEMP TABLE owner_namespace AS
SELECT DISTINCT cluster, subject FROM owner WHERE subject_kind = 'virtual-namespace';
