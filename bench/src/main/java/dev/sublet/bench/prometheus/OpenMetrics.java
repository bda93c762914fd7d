package dev.sublet.bench.prometheus;

import dev.sublet.bench.fleet.Fleet;
import dev.sublet.bench.fleet.Life;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A fleet's scrapes as OpenMetrics text, eight series a pod: CPU and memory of its container, network both ways, requests of
 * CPU and memory, that it runs, and its owner; and eight a node. One scrape a minute at the same second, which suits
 * Prometheus' compression best. What OpenCost's own exporter adds per container (two allocations that change at each scrape)
 * is left out, which favours Prometheus too.
 */
public final class OpenMetrics {
    private static final int SCRAPE_BEFORE_MINUTE_S = 15;
    private static final int SERIES_PER_NODE = 8;

    private long samples;
    private long podSamples;

    /** Moves the fleet on by so many minutes and writes what was scraped. */
    public void write(Fleet fleet, int minutes, Path file) throws IOException {
        long fromS = fleet.nowS();
        List<Scrapes> all = Scrapes.of(fleet, minutes);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int family = 0; family < 8; family++) {
                for (Scrapes scrapes : all) {
                    pods(out, scrapes, family, fromS);
                }
            }
            nodes(out, fleet.spec().nodes(), fromS, minutes);
            out.write("# EOF\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Samples written so far. */
    public long samples() {
        return samples;
    }

    /** Scrapes of a pod written so far, each of eight samples: its pod-minutes. */
    public long podMinutes() {
        return podSamples / 8;
    }

    private void pods(OutputStream out, Scrapes scrapes, int family, long fromS) throws IOException {
        for (int life = 0; life < scrapes.lives().size(); life++) {
            Life pod = scrapes.lives().get(life);
            byte[] series = series(family, pod).getBytes(StandardCharsets.US_ASCII);
            String constant = constant(family, pod);
            for (int minute = scrapes.from(life); minute < scrapes.to(life); minute++) {
                if (scrapes.present(minute)) {
                    String value = family >= 4 ? constant : value(family, scrapes.value(family, minute));
                    sample(out, series, value, fromS + 60L * (minute + 1) - SCRAPE_BEFORE_MINUTE_S);
                    podSamples++;
                }
            }
        }
    }

    private void nodes(OutputStream out, int nodes, long fromS, int minutes) throws IOException {
        for (int node = 0; node < nodes; node++) {
            for (int family = 0; family < SERIES_PER_NODE; family++) {
                byte[] series = nodeSeries(family, node).getBytes(StandardCharsets.US_ASCII);
                for (int minute = 0; minute < minutes; minute++) {
                    sample(out, series, nodeValue(family), fromS + 60L * (minute + 1) - SCRAPE_BEFORE_MINUTE_S);
                }
            }
        }
    }

    private void sample(OutputStream out, byte[] series, String value, long atS) throws IOException {
        out.write(series);
        out.write(value.getBytes(StandardCharsets.US_ASCII));
        out.write(' ');
        out.write(Long.toString(atS).getBytes(StandardCharsets.US_ASCII));
        out.write('\n');
        samples++;
    }

    private static String value(int family, long raw) {
        // A counter of nanoseconds is shown in seconds with all its decimals, as the kubelet does.
        return family == 0
                ? raw / 1_000_000_000 + "."
                        + String.valueOf(1_000_000_000 + raw % 1_000_000_000).substring(1)
                : Long.toString(raw);
    }

    private static String constant(int family, Life pod) {
        return switch (family) {
            case 4 -> String.format(Locale.ROOT, "%.3f", pod.cpuRequestMillicores() / 1000.0);
            case 5 -> Long.toString(pod.memoryRequestKib() * 1024);
            default -> "1";
        };
    }

    private static String series(int family, Life pod) {
        String names = "pod=\"" + pod.name() + "\",namespace=\"" + pod.namespace() + "\",cluster_id=\"bench\"";
        String cadvisor =
                names + ",node=\"" + pod.nodeName() + "\",instance=\"" + pod.nodeName() + "\",job=\"cadvisor\"} ";
        String ksm = names + ",uid=\"" + pod.uid() + "\",instance=\"10.0.3.7:8080\",job=\"kube-state-metrics\"";
        String onNode = ksm + ",container=\"app\",node=\"" + pod.nodeName() + "\"";
        return switch (family) {
            case 0 -> "container_cpu_usage_seconds_total{container=\"app\"," + cadvisor;
            case 1 -> "container_memory_working_set_bytes{container=\"app\"," + cadvisor;
            case 2 -> "container_network_receive_bytes_total{interface=\"eth0\"," + cadvisor;
            case 3 -> "container_network_transmit_bytes_total{interface=\"eth0\"," + cadvisor;
            case 4 -> "kube_pod_container_resource_requests{resource=\"cpu\",unit=\"core\"," + onNode + "} ";
            case 5 -> "kube_pod_container_resource_requests{resource=\"memory\",unit=\"byte\"," + onNode + "} ";
            case 6 -> "kube_pod_container_status_running{container=\"app\"," + ksm + "} ";
            default ->
                "kube_pod_owner{owner_kind=\""
                        + (pod.ownerKind().equals("Deployment") ? "ReplicaSet" : pod.ownerKind())
                        + "\",owner_name=\"app-" + pod.place() + "\"," + ksm + "} ";
        };
    }

    private static String nodeSeries(int family, int node) {
        String name =
                "{node=\"ip-10-0-" + node / 200 + "-" + (node % 200 + 10) + ".compute.internal\",cluster_id=\"bench\"";
        String priced = name + ",instance_type=\"m5.4xlarge\",provider_id=\"aws:///eu-central-1a/i-" + node + "\"} ";
        return switch (family) {
            case 0 -> "node_cpu_hourly_cost" + priced;
            case 1 -> "node_ram_hourly_cost" + priced;
            case 2 -> "node_total_hourly_cost" + priced;
            case 3 -> "kubecost_node_is_spot" + priced;
            case 4 -> "kube_node_status_capacity" + name + ",resource=\"cpu\",unit=\"core\"} ";
            case 5 -> "kube_node_status_capacity" + name + ",resource=\"memory\",unit=\"byte\"} ";
            case 6 -> "kube_node_status_allocatable" + name + ",resource=\"cpu\",unit=\"core\"} ";
            default -> "kube_node_status_allocatable" + name + ",resource=\"memory\",unit=\"byte\"} ";
        };
    }

    private static String nodeValue(int family) {
        return switch (family) {
            case 0 -> "0.031611";
            case 1 -> "0.004237";
            case 2 -> "0.768";
            case 3 -> "0";
            case 4 -> "16";
            case 5 -> "68719476736";
            case 6 -> "15.8";
            default -> "66571993088";
        };
    }
}
