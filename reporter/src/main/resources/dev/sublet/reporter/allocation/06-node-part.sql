-- A node-hour's cost by CPU, memory and GPU: what lies between its bounds, so that the three parts sum to the cost exactly. A node
-- that holds nothing with a base has its whole cost under CPU, where it becomes idle. GPU parts of nodes without GPUs are left
-- out: they are zero.
CREATE OR REPLACE TEMP VIEW node_part AS
SELECT node_key, hour_s, 'cpu'::ENUM ('cpu', 'memory', 'gpu') AS resource, upto_cpu AS cost_nanos,
       cpu_capacity AS capacity, cpu_system AS system_weight, pricing
FROM node_hour
UNION ALL
SELECT node_key, hour_s, 'memory', upto_memory - upto_cpu, memory_capacity, memory_system, pricing
FROM node_hour
UNION ALL
SELECT node_key, hour_s, 'gpu', cost_nanos - upto_memory, gpu_capacity, 0::HUGEINT, pricing
FROM node_hour
WHERE gpu_capacity > 0 OR cost_nanos > upto_memory;
