package dev.sublet.reporter.journal;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.costcenter.CostCenters;
import dev.sublet.reporter.costcenter.Entity;
import dev.sublet.reporter.statement.Words;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Books what cost centers pay. The provider, the legal entity of the platform's cost center, has paid for the clusters on its clearing
 * account. Each cost center's account is debited; clearing is credited, by way of what the entities owe each other where they
 * differ. Each amount stands twice in a document, so that it is balanced whatever its currency rounds to. For one journal.
 */
final class Journal {
    private static final String SUSPENSE = "suspense";
    private static final int DIGEST_CHARS = 8;

    private final JournalBasis basis;
    private final CostCenters costCenters;
    private final long atS;
    private final Entity provider;
    private final Amounts amounts;

    Journal(JournalBasis basis) {
        this.basis = basis;
        this.costCenters = basis.costCenters();
        this.atS = basis.period().toS() - 1;
        if (costCenters.entries().isEmpty()) {
            throw new ReportException(
                    "a journal needs legal entities and accounts; name the cost center file with --cost-centers FILE",
                    2);
        }
        String platform = basis.prices().platformCostCenter();
        this.provider = costCenters
                .entity(platform, atS)
                .orElseThrow(() -> missing(platform, "legal entity, which provides the clusters"));
        this.amounts = new Amounts(basis);
    }

    /** The period's own documents, the provider's first, then those of each period that it corrects. */
    List<JournalDocument> documents() {
        Set<Entity> entities = new LinkedHashSet<>(Set.of(provider));
        Set<String> corrections = new LinkedHashSet<>(Set.of(""));
        for (Amounts.Item item : amounts.items()) {
            entities.add(entity(item));
            corrections.add(item.correction());
        }
        Map<Entity, Map<String, List<Posting>>> byEntity = new LinkedHashMap<>();
        entities.forEach(entity -> byEntity.put(entity, postings(entity)));
        List<JournalDocument> documents = new ArrayList<>();
        for (String correction : corrections) {
            byEntity.forEach((entity, postings) -> {
                List<Posting> some = postings.get(correction);
                if (some != null) {
                    documents.addAll(staged(entity, correction, some));
                }
            });
        }
        return documents;
    }

    /** An entity's postings, by what they correct. */
    private Map<String, List<Posting>> postings(Entity entity) {
        Map<String, List<Posting>> postings = new LinkedHashMap<>();
        // All items are rounded together, so that two entities of one currency owe and are owed the same to the cent.
        amounts.in(entity, atS).forEach((item, amount) -> {
            if (amount.signum() != 0 && (entity.equals(provider) || entity.equals(entity(item)))) {
                book(entity, item, amount, postings.computeIfAbsent(item.correction(), any -> new ArrayList<>()));
            }
        });
        return postings;
    }

    private void book(Entity entity, Amounts.Item item, BigDecimal amount, List<Posting> postings) {
        String id = item.costCenter();
        Entity payer = entity(item);
        String memo = "Virtual clusters, " + Words.costCenter(id)
                + (item.correction().isEmpty() ? "" : ", " + item.correction());
        String owed = memo + ", " + payer.name() + " to " + provider.name();
        if (entity.equals(payer)) {
            boolean unowned = id.equals(SUSPENSE);
            String account = unowned
                    ? account(provider, provider.clearingAccount(), "clearing")
                    : costCenters.account(id, atS).orElseThrow(() -> missing(id, "account"));
            postings.add(new Posting(entity, unowned ? "" : id, account, amount, memo));
        } else {
            postings.add(new Posting(entity, "", account(entity, entity.dueFromAccount(), "dueFrom"), amount, owed));
        }
        if (entity.equals(provider)) {
            postings.add(new Posting(
                    entity, "", account(entity, entity.clearingAccount(), "clearing"), amount.negate(), memo));
        } else {
            postings.add(
                    new Posting(entity, "", account(entity, entity.dueToAccount(), "dueTo"), amount.negate(), owed));
        }
    }

    /** Who pays; what has no owner yet stays where it is, and is seen there. */
    private Entity entity(Amounts.Item item) {
        return item.costCenter().equals(SUSPENSE)
                ? provider
                : costCenters
                        .entity(item.costCenter(), atS)
                        .orElseThrow(() -> missing(item.costCenter(), "legal entity"));
    }

    private List<JournalDocument> staged(Entity entity, String correction, List<Posting> postings) {
        LocalDate last = day(atS);
        return switch (basis.stage()) {
            case DRAFT -> List.of(document(entity, correction, "D", last, postings));
            case FINAL -> List.of(document(entity, correction, "F", last, postings));
            case ACCRUAL ->
                List.of(
                        document(entity, correction, "A", last, postings),
                        document(
                                entity,
                                correction,
                                "R",
                                day(basis.period().toS()),
                                postings.stream().map(Posting::reversed).toList()));
        };
    }

    private JournalDocument document(
            Entity entity, String correction, String sort, LocalDate date, List<Posting> postings) {
        String currency = amounts.currency(entity);
        List<String> id = new ArrayList<>(List.of(
                "SUBLET",
                day(basis.period().fromS()).format(DateTimeFormatter.BASIC_ISO_DATE),
                day(atS).format(DateTimeFormatter.BASIC_ISO_DATE),
                entity.id(),
                currency));
        if (!correction.isEmpty()) {
            id.add("C" + correction.replace("correction of ", "").replaceAll("[^A-Za-z0-9-]", "_"));
        }
        id.add(basis.stage() == JournalBasis.Stage.DRAFT ? sort : sort + basis.generation());
        if (!basis.isFrozen()) {
            id.add(digest(date, postings));
        }
        return new JournalDocument(String.join("-", id), entity, currency, date, List.copyOf(postings));
    }

    private static String digest(LocalDate date, List<Posting> postings) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((date + " " + postings).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private LocalDate day(long secondS) {
        return Instant.ofEpochSecond(secondS).atZone(basis.zone()).toLocalDate();
    }

    private String account(Entity entity, @Nullable String account, String which) {
        return Objects.requireNonNullElseGet(account, () -> {
            throw new ReportException(
                    "entity " + entity.id() + " has no account " + which + "; add it under accounts in "
                            + costCenters.source(),
                    2);
        });
    }

    private ReportException missing(String costCenter, String what) {
        return new ReportException(
                "cost center " + costCenter + " has no " + what + "; add it to " + costCenters.source(), 2);
    }
}
