package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.ledger.Ledger;
import dev.sublet.reporter.close.Dispute;
import dev.sublet.reporter.close.Disputes;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsTexts;
import java.time.Clock;
import java.util.List;

/** What is said about objections. */
final class DisputeAnswer {
    private DisputeAnswer() {}

    static Answer open(Ledger ledger, Clock clock, OpenDisputeQuestion asked, TermsTexts texts) {
        KnownNames.require(texts, "--cost-center", asked.asked().costCenter());
        long id = new Disputes(ledger, ledger, clock).open(asked.asked(), Terms.calendar(texts));
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.put("disputeId", id);
        facts.put("state", "open");
        facts.put("answerBy", Words.time(asked.asked().answerByS()));
        return Answer.of("dispute " + id + " is open until "
                        + Words.time(asked.asked().answerByS()) + "; silence is acceptance\n")
                .with(facts);
    }

    static Answer resolve(Ledger ledger, Clock clock, ResolveDisputeQuestion asked) {
        new Disputes(ledger, ledger, clock).resolve(asked.disputeId(), asked.outcome(), asked.answer(), asked.by());
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.put("disputeId", asked.disputeId());
        facts.put("state", asked.outcome());
        return Answer.of("dispute " + asked.disputeId() + " is " + asked.outcome() + "\n")
                .with(facts);
    }

    static Answer list(Ledger ledger, Clock clock, Format format) {
        List<Dispute> disputes = new Disputes(ledger, ledger, clock).list();
        if (disputes.isEmpty() && format == Format.TABLE) {
            return Answer.of("There are no disputes.\n");
        }
        long nowS = clock.instant().getEpochSecond();
        Table table = Table.of(
                Column.number("disputeId", "dispute"),
                Column.text("from", "from"),
                Column.text("to", "to"),
                Column.text("costCenter", "cost center"),
                Column.text("vcluster", "vcluster"),
                Column.text("resource", "resource"),
                Column.text("state", "state"),
                Column.text("answerBy", "answer by"),
                Column.text("openedBy", "opened by"),
                Column.text("reason", "reason"),
                Column.text("answer", "answer"));
        for (Dispute dispute : disputes) {
            table.row(
                    dispute.id(),
                    Words.time(dispute.fromS()),
                    Words.time(dispute.toS()),
                    dispute.costCenter(),
                    dispute.vcluster(),
                    dispute.resource(),
                    dispute.state(nowS),
                    Words.time(dispute.answerByS()),
                    dispute.openedBy(),
                    dispute.reason(),
                    dispute.answer());
        }
        return Answer.of(table.write(format));
    }
}
