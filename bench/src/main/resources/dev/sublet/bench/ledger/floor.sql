-- What reading costs at least: the plain sum of all seven number columns of the sealed files, in quanta as they lie there.
SELECT sum(cpu_50_core_ms), sum(memory_mib), sum(network_rx_16_kib), sum(network_tx_16_kib), sum(volume_mib),
       sum(cpu_request_millicores), sum(memory_request_kib)
FROM read_parquet($files, hive_partitioning = false);
