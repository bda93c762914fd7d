package dev.sublet.bot.blueprint;

import java.time.Duration;

/**
 * How copies are made before upgrades and final deletion: by CSI, of the control plane's volume and of the tenants' volumes.
 *
 * @param volumeSnapshotClass of the CSI driver
 * @param keep how long a copy is kept
 */
public record Snapshots(String volumeSnapshotClass, Duration keep) {}
