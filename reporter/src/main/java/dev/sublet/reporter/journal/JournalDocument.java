package dev.sublet.reporter.journal;

import dev.sublet.reporter.costcenter.Entity;
import java.time.LocalDate;
import java.util.List;

/**
 * A balanced document of one legal entity in one currency.
 *
 * @param id what an ERP knows it by; two documents of other contents never have the same
 */
record JournalDocument(String id, Entity entity, String currency, LocalDate date, List<Posting> postings) {}
