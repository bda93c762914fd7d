package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.span.NodeSpan;
import dev.sublet.ledger.span.OwnerSpan;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.span.ServiceSpan;
import dev.sublet.ledger.span.VclusterSpan;
import dev.sublet.ledger.span.VolumeSpan;
import dev.sublet.ledger.tick.TickBatch;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** The six tables of spans; columns in the order of schema.sql. Writer thread only. */
final class SpanTables {
    private final SpanTable<NodeSpan> nodes = new SpanTable<>("node_span", NodeSpan::spanId, SpanTables::node);
    private final SpanTable<PodSpan> pods = new SpanTable<>("pod_span", PodSpan::spanId, SpanTables::pod);
    private final SpanTable<VolumeSpan> volumes =
            new SpanTable<>("volume_span", VolumeSpan::spanId, SpanTables::volume);
    private final SpanTable<ServiceSpan> services =
            new SpanTable<>("service_span", ServiceSpan::spanId, SpanTables::service);
    private final SpanTable<VclusterSpan> vclusters =
            new SpanTable<>("vcluster_span", VclusterSpan::spanId, SpanTables::vcluster);
    private final SpanTable<OwnerSpan> owners = new SpanTable<>("owner_span", OwnerSpan::spanId, SpanTables::owner);
    private final List<SpanTable<?>> all = List.of(nodes, pods, volumes, services, vclusters, owners);

    /** Returns the highest span ID of all tables, 0 when there is none. */
    long load(DuckDBConnection connection) throws SQLException {
        long highest = 0;
        for (SpanTable<?> table : all) {
            highest = Math.max(highest, table.load(connection));
        }
        return highest;
    }

    void write(DuckDBConnection connection, Prepared prepared, List<TickBatch> ticks) throws SQLException {
        nodes.write(connection, prepared, ticks, TickBatch::nodeSpans);
        pods.write(connection, prepared, ticks, TickBatch::podSpans);
        volumes.write(connection, prepared, ticks, TickBatch::volumeSpans);
        services.write(connection, prepared, ticks, TickBatch::serviceSpans);
        vclusters.write(connection, prepared, ticks, TickBatch::vclusterSpans);
        owners.write(connection, prepared, ticks, TickBatch::ownerSpans);
    }

    void committed() {
        all.forEach(SpanTable::committed);
    }

    private static void node(Rows row, NodeSpan span) throws SQLException {
        row.add(span.spanId()).add(span.cluster()).add(span.nodeUid()).add(span.node());
        row.add(span.fromS()).add(span.toS());
        row.add(span.cpuCapacityMillicores()).add(span.cpuAllocatableMillicores());
        row.add(span.memoryCapacityKib()).add(span.memoryAllocatableKib()).add(span.gpuCapacity());
        row.add(span.instanceType()).add(span.providerId()).add(span.region()).add(span.zone());
        row.add(span.spot()).add(span.gpuModel());
    }

    private static void pod(Rows row, PodSpan span) throws SQLException {
        row.add(span.spanId()).add(span.cluster()).add(span.podUid());
        row.add(span.namespace()).add(span.pod()).add(span.nodeUid()).add(span.node());
        row.add(span.fromS()).add(span.toS()).add(span.podClass().label());
        row.add(span.vclusterUid()).add(span.vcluster()).add(span.vclusterNamespace());
        row.add(span.virtualNamespace()).add(span.virtualPod());
        row.add(span.ownerKind()).add(span.ownerName());
        row.add(span.cpuRequestMillicores()).add(span.memoryRequestKib()).add(span.gpuRequest());
        row.add(span.qos()).add(span.labels());
    }

    private static void volume(Rows row, VolumeSpan span) throws SQLException {
        row.add(span.spanId()).add(span.cluster()).add(span.volumeUid()).add(span.volume());
        row.add(span.fromS()).add(span.toS());
        row.add(span.storageClass()).add(span.capacityKib()).add(span.phase());
        row.add(span.claimNamespace()).add(span.claim()).add(span.podClass().label());
        row.add(span.vclusterUid())
                .add(span.vcluster())
                .add(span.vclusterNamespace())
                .add(span.handle())
                .add(span.labels());
    }

    private static void service(Rows row, ServiceSpan span) throws SQLException {
        row.add(span.spanId()).add(span.cluster()).add(span.serviceUid());
        row.add(span.namespace()).add(span.service());
        row.add(span.fromS()).add(span.toS()).add(span.podClass().label());
        row.add(span.vclusterUid())
                .add(span.vcluster())
                .add(span.vclusterNamespace())
                .add(span.labels());
    }

    private static void vcluster(Rows row, VclusterSpan span) throws SQLException {
        row.add(span.spanId()).add(span.cluster()).add(span.vclusterUid());
        row.add(span.namespace()).add(span.vcluster());
        row.add(span.fromS()).add(span.toS()).add(span.workloadKind());
        row.add(span.version()).add(span.distro()).add(span.state());
    }

    private static void owner(Rows row, OwnerSpan span) throws SQLException {
        row.add(span.spanId()).add(span.cluster()).add(span.subjectKind()).add(span.subject());
        row.add(span.costCenter()).add(span.team()).add(span.shareMillionths()).add(span.source());
        row.add(span.fromS()).add(span.toS()).add(span.recordedAtS());
    }
}
