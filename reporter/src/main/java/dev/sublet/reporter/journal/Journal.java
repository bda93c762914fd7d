package dev.sublet.reporter.journal;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.costcenter.CostCenters;
import dev.sublet.reporter.costcenter.Entity;
import dev.sublet.reporter.document.CostCenterSum;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.statement.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Books what cost centers pay. The provider, the legal entity of the platform's cost center, has paid for the clusters on its clearing
 * account. Each cost center's account is debited; clearing is credited, by way of what the entities owe each other where they
 * differ. Every entity's document is balanced. For one document.
 */
final class Journal {
    private static final String SUSPENSE = "suspense";

    private final Document document;
    private final CostCenters costCenters;
    private final long atS;
    private final Entity provider;
    private final Map<Entity, List<Posting>> documents = new LinkedHashMap<>();

    Journal(Document document, CostCenters costCenters, String platformCostCenter) {
        this.document = document;
        this.costCenters = costCenters;
        this.atS = document.statement().period().toS() - 1;
        if (costCenters.entries().isEmpty()) {
            throw new ReportException(
                    "a journal needs legal entities and accounts; name the cost center file with --cost-centers FILE",
                    2);
        }
        this.provider = costCenters
                .entity(platformCostCenter, atS)
                .orElseThrow(() -> missing(platformCostCenter, "legal entity, which provides the clusters"));
    }

    /** The postings of each entity, the provider's first. */
    Map<Entity, List<Posting>> documents() {
        documents.put(provider, new ArrayList<>());
        for (CostCenterSum sum : document.costCenters()) {
            if (sum.amount().signum() != 0) {
                book(sum);
            }
        }
        documents.values().removeIf(List::isEmpty);
        return documents;
    }

    private void book(CostCenterSum sum) {
        String id = sum.costCenter();
        String memo = "Virtual clusters, " + Words.costCenter(id);
        boolean unowned = id.equals(SUSPENSE);
        // What has no owner yet stays where it is, and is seen there.
        Entity entity = unowned ? provider : costCenters.entity(id, atS).orElseThrow(() -> missing(id, "legal entity"));
        String account = unowned
                ? account(provider, provider.clearingAccount(), "clearing")
                : costCenters.account(id, atS).orElseThrow(() -> missing(id, "account"));
        BigDecimal amount = sum.amount();
        post(entity, unowned ? "" : id, account, amount, memo);
        if (!entity.equals(provider)) {
            String owed = memo + ", " + entity.name() + " to " + provider.name();
            post(entity, "", account(entity, entity.dueToAccount(), "dueTo"), amount.negate(), owed);
            post(provider, "", account(provider, provider.dueFromAccount(), "dueFrom"), amount, owed);
        }
        post(provider, "", account(provider, provider.clearingAccount(), "clearing"), amount.negate(), memo);
    }

    private void post(Entity entity, String costCenter, String account, BigDecimal debit, String memo) {
        documents
                .computeIfAbsent(entity, any -> new ArrayList<>())
                .add(new Posting(entity, costCenter, account, debit, memo));
    }

    private String account(Entity entity, @Nullable String account, String which) {
        if (account == null) {
            throw new ReportException(
                    "entity " + entity.id() + " has no account " + which + "; add it under accounts in "
                            + costCenters.source(),
                    2);
        }
        return account;
    }

    private ReportException missing(String costCenter, String what) {
        return new ReportException(
                "cost center " + costCenter + " has no " + what + "; add it to " + costCenters.source(), 2);
    }
}
