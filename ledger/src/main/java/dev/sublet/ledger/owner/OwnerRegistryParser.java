package dev.sublet.ledger.owner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the registry's YAML; every message names the entry by number and subject and says what to do. */
final class OwnerRegistryParser {
    private static final Set<String> KEYS =
            Set.of("vcluster", "namespace", "costCenter", "costCenters", "team", "from", "to", "virtualNamespaces");
    private static final BigDecimal MILLIONTHS_PER_PERCENT = BigDecimal.valueOf(OwnerShare.WHOLE / 100);

    private final String origin;
    private final ZoneId zone;

    OwnerRegistryParser(String origin, ZoneId zone) {
        this.origin = origin;
        this.zone = zone;
    }

    List<OwnerEntry> parse(String yaml) {
        JsonNode root = tree(yaml);
        if (isNothing(root)) {
            return List.of();
        }
        for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.equals("owners")) {
                throw bad("has unknown key '" + name + "'; the one key at the top is 'owners'");
            }
        }
        JsonNode owners = root.path("owners");
        if (root.has("owners") && isNothing(owners)) {
            return List.of();
        }
        if (!owners.isArray()) {
            throw bad("needs a list under 'owners'");
        }
        List<OwnerEntry> entries = new ArrayList<>();
        for (JsonNode owner : owners) {
            entries.add(entry(owner, entries.size() + 1));
        }
        return entries;
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.textValue().isEmpty());
    }

    private JsonNode tree(String yaml) {
        YAMLFactory factory = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            return new YAMLMapper(factory).readTree(yaml);
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw bad("is not valid YAML" + line + ": " + firstLine(e.getOriginalMessage()));
        }
    }

    private OwnerEntry entry(JsonNode node, int number) {
        if (!node.isObject()) {
            throw bad("entry " + number + " is not a mapping; write it as '- vcluster: namespace/name'");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYS.contains(name)) {
                throw bad("entry " + number + " has unknown key '" + name + "'; known are "
                        + String.join(", ", sortedKeys()));
            }
        }
        String vcluster = text(node, "vcluster", number);
        String namespace = text(node, "namespace", number);
        if ((vcluster == null) == (namespace == null)) {
            throw bad("entry " + number + " needs either 'vcluster' or 'namespace', one of the two");
        }
        boolean ofVcluster = vcluster != null;
        String subject = ofVcluster ? vcluster : namespace;
        if (subject == null || (ofVcluster && !subject.matches("[^/\\s]+/[^/\\s]+"))) {
            throw bad("entry " + number + ": vcluster '" + subject + "' is not of the form namespace/name");
        }
        String where = "entry " + number + " (" + (ofVcluster ? "vcluster " : "namespace ") + subject + ")";
        long fromS = second(text(node, "from", number), Long.MIN_VALUE, where, "from");
        long toS = second(text(node, "to", number), Long.MAX_VALUE, where, "to");
        if (toS <= fromS) {
            throw bad(where + ": 'to' must lie after 'from'");
        }
        return new OwnerEntry(
                ofVcluster,
                subject,
                fromS,
                toS,
                shares(node, number, where),
                namespaces(node, ofVcluster, number, where));
    }

    private List<OwnerShare> shares(JsonNode node, int number, String where) {
        String team = text(node, "team", number);
        String single = text(node, "costCenter", number);
        JsonNode several = node.path("costCenters");
        if ((single == null) == several.isMissingNode()) {
            throw bad(where + " needs either 'costCenter' or 'costCenters', one of the two");
        }
        if (single != null) {
            return List.of(new OwnerShare(single, team, OwnerShare.WHOLE, OwnerShare.FROM_REGISTRY));
        }
        if (!several.isObject() || several.isEmpty()) {
            throw bad(
                    where + ": costCenters must map each cost center to its percentage, such as {cc-1: 60, cc-2: 40}");
        }
        List<OwnerShare> shares = new ArrayList<>();
        long sum = 0;
        for (Map.Entry<String, JsonNode> part : several.properties()) {
            long millionths = millionths(part.getValue().asText(), part.getKey(), where);
            sum += millionths;
            shares.add(new OwnerShare(part.getKey(), team, millionths, OwnerShare.FROM_REGISTRY));
        }
        if (sum != OwnerShare.WHOLE) {
            throw bad(where + ": percentages sum to "
                    + BigDecimal.valueOf(sum)
                            .divide(MILLIONTHS_PER_PERCENT)
                            .stripTrailingZeros()
                            .toPlainString()
                    + ", not 100; correct them");
        }
        return List.copyOf(shares);
    }

    private List<NamespaceOwner> namespaces(JsonNode node, boolean ofVcluster, int number, String where) {
        JsonNode written = node.path("virtualNamespaces");
        if (written.isMissingNode()) {
            return List.of();
        }
        if (!ofVcluster) {
            throw bad(where + ": virtualNamespaces are of a vcluster; leave them out");
        }
        if (!written.isObject() || written.isEmpty()) {
            throw bad(where + ": virtualNamespaces must map each namespace to its cost center, such as"
                    + " {shop: cc-1, \"ml-*\": cc-2}");
        }
        List<NamespaceOwner> owners = new ArrayList<>();
        for (Map.Entry<String, JsonNode> part : written.properties()) {
            String pattern = part.getKey();
            if (!NamespaceOwner.PATTERN.matcher(pattern).matches()) {
                throw bad(where + ": virtual namespace '" + pattern + "' is neither a name nor the start of one and *");
            }
            String costCenter = text(written, pattern, number);
            owners.add(new NamespaceOwner(pattern, costCenter == null ? "" : costCenter));
        }
        return List.copyOf(owners);
    }

    private long millionths(String percent, String costCenter, String where) {
        try {
            BigDecimal value = new BigDecimal(percent);
            if (value.signum() <= 0 || value.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw bad(where + ": " + percent + " for " + costCenter + " is not above 0 and at most 100");
            }
            return value.multiply(MILLIONTHS_PER_PERCENT)
                    .setScale(0, RoundingMode.UNNECESSARY)
                    .longValueExact();
        } catch (NumberFormatException e) {
            throw bad(where + ": '" + percent + "' for " + costCenter + " is not a percentage such as 33.3333");
        } catch (ArithmeticException e) {
            throw bad(where + ": " + percent + " for " + costCenter + " has more than four decimals; round it");
        }
    }

    private long second(@Nullable String text, long otherwise, String where, String key) {
        if (text == null) {
            return otherwise;
        }
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(zone).toEpochSecond();
            }
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.getEpochSecond();
        } catch (DateTimeException e) {
            throw bad(where + ": " + key + " '" + text
                    + "' is neither a date such as 2026-11-01 nor a time such as 2026-11-01T00:00:00Z");
        }
    }

    private @Nullable String text(JsonNode node, String key, int number) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
            throw bad("entry " + number + ": '" + key + "' needs a value");
        }
        return value.asText().strip();
    }

    private IllegalArgumentException bad(String what) {
        return new IllegalArgumentException("owner registry " + origin + " " + what);
    }

    private static List<String> sortedKeys() {
        return KEYS.stream().sorted().toList();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
