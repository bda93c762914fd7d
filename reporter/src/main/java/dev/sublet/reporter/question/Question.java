package dev.sublet.reporter.question;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a command asks. It holds all that is needed for an answer but the ledger, so it can be answered in the same
 * process or, as JSON, in the daemon's.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "question")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ReportQuestion.class, name = "report"),
    @JsonSubTypes.Type(value = OverheadQuestion.class, name = "overhead"),
    @JsonSubTypes.Type(value = ExplainQuestion.class, name = "explain"),
    @JsonSubTypes.Type(value = WhyQuestion.class, name = "explain-against"),
    @JsonSubTypes.Type(value = UsageQuestion.class, name = "usage"),
    @JsonSubTypes.Type(value = VerifyQuestion.class, name = "verify"),
    @JsonSubTypes.Type(value = SqlQuestion.class, name = "sql"),
    @JsonSubTypes.Type(value = AuditSearchQuestion.class, name = "audit-search"),
    @JsonSubTypes.Type(value = CompactQuestion.class, name = "compact"),
    @JsonSubTypes.Type(value = ExportQuestion.class, name = "export"),
    @JsonSubTypes.Type(value = PlaceHoldQuestion.class, name = "hold-place"),
    @JsonSubTypes.Type(value = ReleaseHoldQuestion.class, name = "hold-release"),
    @JsonSubTypes.Type(value = HoldsQuestion.class, name = "hold-list"),
    @JsonSubTypes.Type(value = PricesCheckQuestion.class, name = "prices-check"),
    @JsonSubTypes.Type(value = BillImportQuestion.class, name = "bill-import"),
    @JsonSubTypes.Type(value = BillsQuestion.class, name = "bill-list"),
    @JsonSubTypes.Type(value = RemoveBillQuestion.class, name = "bill-remove"),
    @JsonSubTypes.Type(value = CompareBillsQuestion.class, name = "bill-compare"),
    @JsonSubTypes.Type(value = CloseQuestion.class, name = "close"),
    @JsonSubTypes.Type(value = ClosesQuestion.class, name = "close-list"),
    @JsonSubTypes.Type(value = RestateQuestion.class, name = "restate"),
    @JsonSubTypes.Type(value = AdjustQuestion.class, name = "adjust"),
    @JsonSubTypes.Type(value = OpenDisputeQuestion.class, name = "dispute-open"),
    @JsonSubTypes.Type(value = ResolveDisputeQuestion.class, name = "dispute-resolve"),
    @JsonSubTypes.Type(value = DisputesQuestion.class, name = "dispute-list"),
    @JsonSubTypes.Type(value = UnownedQuestion.class, name = "owners-list"),
    @JsonSubTypes.Type(value = VerifyCloseQuestion.class, name = "verify-close"),
    @JsonSubTypes.Type(value = ReceiptsQuestion.class, name = "receipts"),
    @JsonSubTypes.Type(value = BudgetQuestion.class, name = "budget"),
    @JsonSubTypes.Type(value = CostEventsQuestion.class, name = "cost-events"),
    @JsonSubTypes.Type(value = DraftQuestion.class, name = "draft"),
    @JsonSubTypes.Type(value = RatesQuestion.class, name = "rates")
})
public sealed interface Question
        permits ReportQuestion,
                OverheadQuestion,
                ExplainQuestion,
                WhyQuestion,
                UsageQuestion,
                VerifyQuestion,
                SqlQuestion,
                AuditSearchQuestion,
                CompactQuestion,
                ExportQuestion,
                PlaceHoldQuestion,
                ReleaseHoldQuestion,
                HoldsQuestion,
                PricesCheckQuestion,
                BillImportQuestion,
                BillsQuestion,
                RemoveBillQuestion,
                CompareBillsQuestion,
                CloseQuestion,
                ClosesQuestion,
                RestateQuestion,
                AdjustQuestion,
                OpenDisputeQuestion,
                ResolveDisputeQuestion,
                DisputesQuestion,
                UnownedQuestion,
                VerifyCloseQuestion,
                ReceiptsQuestion,
                BudgetQuestion,
                CostEventsQuestion,
                DraftQuestion,
                RatesQuestion {}
