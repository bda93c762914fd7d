package dev.sublet.bot.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.host.RealServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * CPU seconds of the operator and of the API server's processes, and requests: of everybody by the server's metrics, of the operator alone
 * by the audit log that SUBLET_SCALE_AUDIT names, where it names one. Used by one thread.
 */
final class Meters {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double TICKS_PER_SECOND = 100;
    private static final List<String> DAEMONS = List.of("kube-apiserver", "etcd", "kube-controller-manager");

    private final RealHost host;
    private final long operator;
    private final @Nullable Path audit;
    private Instant begin = Instant.EPOCH;
    private Map<String, Double> cpu = Map.of();
    private Map<String, Double> requests = Map.of();

    Meters(RealHost host, long operator) {
        this.host = host;
        this.operator = operator;
        String file = System.getenv("SUBLET_SCALE_AUDIT");
        audit = file == null ? null : Path.of(file);
    }

    /** From here on counts. */
    void mark() throws IOException {
        cpu = cpu();
        requests = requests();
        begin = Instant.now();
    }

    /** What was since the mark. */
    void print(String title, int each) throws IOException {
        Instant end = Instant.now();
        double seconds = Duration.between(begin, end).toMillis() / 1e3;
        System.out.printf(Locale.ROOT, "%n### %s: %.1f s%n", title, seconds);
        Map<String, Double> cpuNow = cpu();
        cpu.forEach((name, before) -> System.out.printf(
                Locale.ROOT,
                "CPU of %s: %.1f s, %.2f s each%n",
                name,
                cpuNow.getOrDefault(name, before) - before,
                (cpuNow.getOrDefault(name, before) - before) / each));
        Map<String, Double> all = new TreeMap<>();
        requests().forEach((kind, count) -> {
            double more = count - requests.getOrDefault(kind, 0.0);
            if (more > 0) {
                all.put(kind, more);
            }
        });
        double total = all.values().stream().mapToDouble(Double::doubleValue).sum();
        System.out.printf(
                Locale.ROOT,
                "requests of everybody, the server's own loops included: %.0f, %.1f a second%n",
                total,
                total / seconds);
        if (audit != null) {
            ofOperator(audit, end, seconds, each);
        }
    }

    private void ofOperator(Path file, Instant end, double seconds, int each) throws IOException {
        Map<String, Integer> kinds = new TreeMap<>();
        Map<Long, Integer> perSecond = new TreeMap<>();
        Map<String, Integer> agents = new TreeMap<>();
        String user = "system:serviceaccount:" + host.namespace() + ":";
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode event = line.contains(user) ? JSON.readTree(line) : null;
                if (event != null && isWithin(event, end)) {
                    kinds.merge(kind(event), 1, Integer::sum);
                    agents.merge(agent(event), 1, Integer::sum);
                    perSecond.merge(received(event).getEpochSecond(), 1, Integer::sum);
                }
            }
        }
        int total = kinds.values().stream().mapToInt(Integer::intValue).sum();
        int most = perSecond.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        System.out.printf(
                Locale.ROOT,
                "requests of the operator, Helm included: %d; %.1f each, %.1f a second, %.0f a minute, at most %d in one"
                        + " second; by agent %s%n%n| request | count | each |%n|---|---|---|%n",
                total,
                (double) total / each,
                total / seconds,
                60 * total / seconds,
                most,
                agents);
        List<Map.Entry<String, Integer>> sorted = new ArrayList<>(kinds.entrySet());
        sorted.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
        sorted.stream()
                .limit(60)
                .forEach(entry -> System.out.printf(
                        Locale.ROOT,
                        "| %s | %d | %.2f |%n",
                        entry.getKey(),
                        entry.getValue(),
                        (double) entry.getValue() / each));
    }

    /** A watch counts when it begins, all else when it is answered. */
    private boolean isWithin(JsonNode event, Instant end) {
        boolean watch = event.path("verb").asText().equals("watch");
        String stage = watch ? "ResponseStarted" : "ResponseComplete";
        Instant at = received(event);
        return event.path("stage").asText().equals(stage) && !at.isBefore(begin) && !at.isAfter(end);
    }

    private static Instant received(JsonNode event) {
        return Instant.parse(event.path("requestReceivedTimestamp").asText());
    }

    /** Helm's requests come from the process {@code java}, the operator's own from its client. */
    private static String agent(JsonNode event) {
        return event.path("userAgent").asText().split("/", 2)[0];
    }

    private static String kind(JsonNode event) {
        JsonNode object = event.path("objectRef");
        String what = object.isMissingNode()
                ? event.path("requestURI").asText().split("\\?", 2)[0].replaceAll("^/(apis?)/.+", "/$1/… (discovery)")
                : object.path("resource").asText()
                        + (object.has("subresource")
                                ? "/" + object.path("subresource").asText()
                                : "");
        String code = event.path("responseStatus").path("code").asText("");
        return event.path("verb").asText() + " " + what + (code.startsWith("2") ? "" : " " + code);
    }

    private Map<String, Double> cpu() throws IOException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("operator", cpu(operator));
        Path kubeconfig = RealServer.kubeconfig();
        for (String daemon : DAEMONS) {
            Path pid = kubeconfig == null ? null : kubeconfig.resolveSibling(daemon + ".pid");
            if (pid != null && Files.exists(pid)) {
                seconds.put(daemon, cpu(Long.parseLong(Files.readString(pid).strip())));
            }
        }
        return seconds;
    }

    /** User and system time of a process, by /proc. */
    private static double cpu(long pid) throws IOException {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.exists(stat)) {
            return 0;
        }
        String text = Files.readString(stat);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private Map<String, Double> requests() {
        Map<String, Double> counts = new TreeMap<>();
        String text = host.client().raw("/metrics");
        String.valueOf(text)
                .lines()
                .filter(line -> line.startsWith("apiserver_request_total{"))
                .forEach(line -> {
                    int space = line.lastIndexOf(' ');
                    counts.merge(
                            label(line, "verb") + " " + label(line, "resource"),
                            Double.parseDouble(line.substring(space + 1)),
                            Double::sum);
                });
        return counts;
    }

    private static String label(String line, String name) {
        int at = line.indexOf(name + "=\"") + name.length() + 2;
        return line.substring(at, line.indexOf('"', at));
    }
}
