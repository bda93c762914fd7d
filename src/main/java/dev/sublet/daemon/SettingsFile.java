package dev.sublet.daemon;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sublet.Problem;
import dev.sublet.api.ApiSettings;
import dev.sublet.collector.CollectorSettings;
import dev.sublet.collector.audit.AuditIntake;
import dev.sublet.collector.audit.AuditSource;
import dev.sublet.collector.watch.HostLabels;
import dev.sublet.collector.watch.KubeletSettings;
import dev.sublet.collector.watch.WatchSettings;
import dev.sublet.http.HttpSettings;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.terms.TermsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the daemon's settings. Whatever is wrong is said in one line that names the key. */
public final class SettingsFile {
    private static final long BYTES_MAX = 1 << 20;
    private static final Pattern SOURCE_NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");
    private static final int TOKEN_CHARS_MIN = 16;
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final Path file;

    private SettingsFile(Path file) {
        this.file = file;
    }

    public static DaemonSettings read(Path file) {
        return new SettingsFile(file).settings();
    }

    private DaemonSettings settings() {
        Section top = new Section(file, "", tree());
        try {
            Path data = top.path("data");
            Section audit = top.section("audit");
            Map<TermsFile, Path> terms = terms(top);
            CollectorSettings collector = collector(top.section("collector"));
            Path owners = collector.ownersFile();
            if (owners != null) {
                // What is recorded and what statements are made with are one file, unless somebody says otherwise.
                terms.putIfAbsent(TermsFile.OWNERS, owners);
            }
            @Nullable AuditKey auditKey = key(audit);
            DaemonSettings settings = new DaemonSettings(
                    data == null ? file.toAbsolutePath().resolveSibling("data") : data,
                    terms,
                    top.section("billing").zone("zone"),
                    collector,
                    http(top.section("http"), audit),
                    new Doors(
                            api(top.section("api")),
                            OidcSection.web(top.section("web")),
                            OidcSection.read(top.section("oidc"))),
                    sources(audit),
                    auditKey,
                    audit.number("batchEventsMax", AuditIntake.BATCH_EVENTS_MAX),
                    query(top.section("query")),
                    ledger(top.section("ledger")),
                    BotSection.read(top.section("bot"), collector.hostLabels(), auditKey));
            top.finish();
            return settings;
        } catch (IllegalArgumentException e) {
            throw Problem.wrongUse("settings " + file + ": " + e.getMessage(), e);
        }
    }

    private static Map<TermsFile, Path> terms(Section top) {
        Map<TermsFile, Path> named = new EnumMap<>(TermsFile.class);
        for (TermsFile file : TermsFile.values()) {
            Path path = top.path(file.setting());
            if (path != null) {
                named.put(file, path);
            }
        }
        return named;
    }

    private JsonNode tree() {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw Problem.wrongUse("settings " + file + " is larger than " + (BYTES_MAX >> 10)
                        + " KiB; name the right file with --config");
            }
            JsonNode tree = YAML.readTree(Files.readString(file));
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw Problem.wrongUse(
                    "settings " + file + " is not valid YAML" + place + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + "; correct it",
                    e);
        } catch (IOException e) {
            throw Problem.wrongUse(
                    "settings " + file + " cannot be read (" + e + "); name the right file with --config", e);
        }
    }

    private static CollectorSettings collector(Section section) {
        CollectorSettings standard = CollectorSettings.defaults(section.needed("clusterName"));
        Section labels = section.section("labels");
        Section watch = section.section("watch");
        WatchSettings watching = standard.watch();
        return new CollectorSettings(
                standard.clusterName(),
                section.path("kubeconfig"),
                section.text("context"),
                section.duration("interval", standard.interval()),
                standard.billingZone(),
                section.path("ownersFile"),
                new HostLabels(
                        labels.text("costCenter", standard.hostLabels().costCenter()),
                        labels.text("team", standard.hostLabels().team()),
                        new HashSet<>(labels.texts("recorded"))),
                new WatchSettings(
                        watch.number("changesMax", watching.changesMax()),
                        watch.number("pageItems", watching.pageItems()),
                        watch.duration("startTimeout", watching.startTimeout())),
                kubelet(section.section("kubelet"), standard.kubelet()),
                section.number("uncommittedTicksMax", standard.uncommittedTicksMax()));
    }

    private static KubeletSettings kubelet(Section section, KubeletSettings standard) {
        return new KubeletSettings(
                section.choice("access", KubeletSettings.Access.class, standard.access()),
                section.text("scheme", standard.scheme()),
                section.path("caFile"),
                section.flag("insecure", standard.insecure()),
                section.path("tokenFile"),
                section.duration("requestTimeout", standard.requestTimeout()),
                section.bytes("bodyBytesMax", standard.bodyBytesMax()),
                section.number("concurrency", standard.concurrency()),
                section.duration("deadline", standard.deadline()));
    }

    private static HttpSettings http(Section section, Section audit) {
        HttpSettings standard = HttpSettings.loopback(8080);
        return new HttpSettings(
                section.text("host", standard.host()),
                section.number("port", standard.port()),
                audit.bytes("bodyBytesMax", standard.bodyBytesMax()),
                audit.duration("bodyTimeout", standard.bodyTimeout()),
                audit.number("callsAtOnce", standard.auditAtOnce()));
    }

    private static ApiSettings api(Section section) {
        ApiSettings standard = ApiSettings.defaults();
        return new ApiSettings(
                section.flag("enabled", standard.enabled()),
                section.path("tokensFile"),
                section.number("callsAtOnce", standard.callsAtOnce()),
                section.number("callsWaiting", standard.callsWaiting()),
                section.duration("timeout", standard.timeout()),
                section.bytes("uploadBytesMax", standard.uploadBytesMax()));
    }

    private List<AuditSource> sources(Section section) {
        List<AuditSource> sources = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section each : section.list("sources")) {
            String name = each.needed("name");
            if (!SOURCE_NAME.matcher(name).matches() || !names.add(name)) {
                throw each.wrong("name", "a name of its own, of lower-case letters, digits, dots and hyphens");
            }
            String vcluster = each.text("vcluster");
            String namespace = each.text("namespace");
            if ((vcluster == null) != (namespace == null)) {
                throw each.wrong("vcluster", "given together with namespace, or neither of them");
            }
            sources.add(new AuditSource(name, namespace, vcluster, token(each)));
        }
        return List.copyOf(sources);
    }

    private static @Nullable AuditKey key(Section section) {
        Path file = section.path("key");
        if (file == null) {
            return null;
        }
        try {
            return new AuditKey(Files.readString(file).strip());
        } catch (IOException e) {
            throw section.wrong("key", "a file that can be read (" + e.getMessage() + ")");
        } catch (IllegalArgumentException e) {
            throw section.wrong("key", "a file with the operator's key (" + e.getMessage() + ")");
        }
    }

    private static String token(Section section) {
        String token = section.text("token");
        Path tokenFile = section.path("tokenFile");
        if ((token == null) == (tokenFile == null)) {
            throw section.wrong("token", "given, or tokenFile, and not both");
        }
        if (tokenFile != null) {
            try {
                token = Files.readString(tokenFile).strip();
            } catch (IOException e) {
                throw section.wrong("tokenFile", "a file that can be read (" + e.getMessage() + ")");
            }
        }
        if (token == null || token.length() < TOKEN_CHARS_MIN) {
            throw section.wrong("token", "at least " + TOKEN_CHARS_MIN + " characters long");
        }
        return token;
    }

    private static SelectLimits query(Section section) {
        SelectLimits standard = SelectLimits.defaults();
        return new SelectLimits(
                section.number("maxRows", standard.maxRows()),
                section.bytes("maxBytes", standard.maxBytes()),
                section.duration("timeout", standard.timeout()));
    }

    private static LedgerSettings ledger(Section section) {
        LedgerSettings standard = LedgerSettings.defaults();
        Section seal = section.section("seal");
        LedgerSettings.Sealing sealing = standard.sealing();
        Section retention = section.section("retention");
        LedgerSettings.Retention keeping = standard.retention();
        return new LedgerSettings(
                section.bytes("memoryLimitBytes", standard.memoryLimitBytes()),
                section.bytes("spillLimitBytes", standard.spillLimitBytes()),
                section.bytes("minFreeBytes", standard.minFreeBytes()),
                section.bytes("checkpointBytes", standard.checkpointBytes()),
                section.number("queueCapacity", standard.queueCapacity()),
                section.duration("queueWait", standard.queueWait()),
                section.number("maxReaders", standard.maxReaders()),
                section.duration("readerWait", standard.readerWait()),
                section.duration("lockWait", standard.lockWait()),
                new LedgerSettings.Sealing(
                        seal.duration("hourAfter", sealing.hourAfter()),
                        seal.duration("dayAfter", sealing.dayAfter()),
                        seal.duration("monthAfter", sealing.monthAfter()),
                        seal.number("rowsPerPart", sealing.rowsPerPart())),
                new LedgerSettings.Retention(
                        retention.keeping("usage", keeping.usage()),
                        retention.keeping("hours", keeping.hours()),
                        retention.keeping("audit", keeping.audit())));
    }
}
