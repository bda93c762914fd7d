-- Rows that the sealed form cannot hold exactly. There should be none: usage is rounded when it is first written.
cpu_core_ms % 50 <> 0 OR memory_kib % 1024 <> 0 OR network_rx_bytes % 16384 <> 0 OR network_tx_bytes % 16384 <> 0
    OR volume_kib % 1024 <> 0
