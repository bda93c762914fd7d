package dev.sublet.api;

import static dev.sublet.api.Operation.delete;
import static dev.sublet.api.Operation.get;
import static dev.sublet.api.Operation.post;
import static dev.sublet.api.Reach.BODY;
import static dev.sublet.api.Reach.ROWS;
import static dev.sublet.api.Reach.STATEMENT;
import static dev.sublet.api.Reach.WHOLE;
import static dev.sublet.api.Role.AUDITOR;
import static dev.sublet.api.Role.FINANCE;
import static dev.sublet.api.Role.OWNER;
import static dev.sublet.api.Role.PLATFORM;

import dev.sublet.reporter.question.AdjustmentsQuestion;
import dev.sublet.reporter.question.BillImportQuestion;
import dev.sublet.reporter.question.BillsQuestion;
import dev.sublet.reporter.question.ClosesQuestion;
import dev.sublet.reporter.question.CompareBillsQuestion;
import dev.sublet.reporter.question.CostEventsQuestion;
import dev.sublet.reporter.question.HoldsQuestion;
import dev.sublet.reporter.question.OverheadQuestion;
import dev.sublet.reporter.question.PricesCheckQuestion;
import dev.sublet.reporter.question.ReleaseHoldQuestion;
import dev.sublet.reporter.question.RemoveBillQuestion;
import dev.sublet.reporter.question.RestateQuestion;
import dev.sublet.reporter.question.SqlQuestion;
import dev.sublet.reporter.question.UnownedQuestion;
import dev.sublet.reporter.question.VerifyCloseQuestion;
import dev.sublet.reporter.question.VerifyQuestion;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * All that can be asked. A new question is an entry here, which maps a path to it, and one in {@code openapi.yaml}; a test
 * holds the two together.
 */
final class Operations {
    private static final Set<Role> ALL = EnumSet.allOf(Role.class);
    private static final Set<Role> STAFF = EnumSet.of(FINANCE, PLATFORM, AUDITOR);
    private static final Set<Role> CONTROL = EnumSet.of(PLATFORM, AUDITOR);
    private static final Set<Role> BOOKS = EnumSet.of(FINANCE);

    /** Where one person prepares and another approves or answers for it. */
    static final Set<String> PERSONAL = Set.of(
            "prepareClose", "approveClose", "bookRestatement", "restateWithBill", "bookAdjustment", "resolveDispute");

    private static final List<Parameter> FORMAT = List.of(Parameter.query("format", Form.labels(Form.OF_TABLES)));

    private static final List<Parameter> OVERHEAD = List.of(
            Parameter.query("trend"),
            Parameter.flag("compare"),
            Parameter.flag("advice"),
            Parameter.flag("sleep"),
            Parameter.query("assume"));

    private Operations() {}

    static List<Operation> of(Desk desk, Supplier<TermsTexts> terms, Clock clock, Path data) {
        Periods periods = new Periods(terms, clock);
        List<Operation> all = new ArrayList<>(reading(desk, periods));
        all.addAll(planning(desk, periods));
        all.addAll(keeping(desk, periods, data));
        all.addAll(closing(desk, data));
        return List.copyOf(all);
    }

    /** What things cost and what was used. */
    private static List<Operation> reading(Desk desk, Periods periods) {
        Paging paging = new Paging(desk, periods);
        TermsTexts own = TermsTexts.none();
        return List.of(
                get("/statements", "getStatement", ALL, STATEMENT, new StatementTask(desk, periods))
                        .with(StatementTask.PARAMETERS),
                get(
                                "/overhead",
                                "getOverhead",
                                STAFF,
                                WHOLE,
                                desk.asked(call -> new OverheadQuestion(
                                        periods.any(call), own, call.format(), Bodies.overhead(call))))
                        .with(Periods.ANY)
                        .with(OVERHEAD)
                        .with(FORMAT),
                get("/usage", "getUsage", STAFF, WHOLE, paging::usage)
                        .with(List.of(Parameter.query("by", List.of("pod", "vcluster", "node"))))
                        .with(Periods.SPAN)
                        .with(FORMAT)
                        .with(Paging.PARAMETERS),
                get("/verify", "verify", STAFF, WHOLE, desk.asked(call -> new VerifyQuestion(own, call.format())))
                        .with(FORMAT),
                get(
                                "/prices/check",
                                "checkPrices",
                                STAFF,
                                WHOLE,
                                desk.asked(call -> new PricesCheckQuestion(periods.span(call), own, call.format())))
                        .with(Periods.SPAN)
                        .with(FORMAT),
                get(
                                "/owners/unowned",
                                "listUnowned",
                                STAFF,
                                WHOLE,
                                desk.asked(call -> new UnownedQuestion(call.query("period"), own, call.format())))
                        .with(List.of(Parameter.query("period")))
                        .with(FORMAT));
    }

    /** Where amounts come from, what is to come, and what would be with other terms. */
    private static List<Operation> planning(Desk desk, Periods periods) {
        return List.of(
                get("/explanations", "explain", STAFF, WHOLE, desk.asked(new Explanations(periods)::question))
                        .with(Explanations.PARAMETERS)
                        .with(FORMAT),
                get("/budgets", "getBudgets", STAFF, STATEMENT, new BudgetTask(desk))
                        .with(BudgetTask.PARAMETERS)
                        .with(FORMAT),
                get(
                                "/budget-events",
                                "listBudgetEvents",
                                STAFF,
                                WHOLE,
                                desk.asked(call -> new CostEventsQuestion(Periods.since(call), call.format())))
                        .with(List.of(Parameter.query("since")))
                        .with(FORMAT),
                post(
                                "/drafts",
                                "tryDraft",
                                EnumSet.of(FINANCE, PLATFORM),
                                WHOLE,
                                200,
                                desk.asked(call -> Bodies.draft(call, periods.any(call))))
                        .taking(Body.TEXTS)
                        .with(Periods.ANY)
                        .with(FORMAT));
    }

    /** Bills, who did what, what is kept, and anything by SQL. */
    private static List<Operation> keeping(Desk desk, Periods periods, Path data) {
        return List.of(
                get("/bills", "listBills", STAFF, WHOLE, desk.asked(call -> new BillsQuestion(call.format())))
                        .with(FORMAT),
                post(
                                "/bills",
                                "importBill",
                                BOOKS,
                                WHOLE,
                                200,
                                new BillTask(
                                        data,
                                        (call, files) -> Desk.facts(
                                                200,
                                                desk.ask(new BillImportQuestion(
                                                        files, call.query("provider"), call.query("delivery"))))))
                        .taking(Body.FILES)
                        .with(List.of(Parameter.query("provider"), Parameter.query("delivery"))),
                get(
                                "/bills/comparison",
                                "compareBills",
                                STAFF,
                                WHOLE,
                                desk.asked(call -> new CompareBillsQuestion(periods.any(call), call.format())))
                        .with(Periods.ANY)
                        .with(FORMAT),
                delete(
                        "/bills/{billId}",
                        "removeBill",
                        BOOKS,
                        desk.told(200, call -> new RemoveBillQuestion(call.pathId("billId")))),
                get("/audit/events", "searchAuditEvents", CONTROL, WHOLE, new Paging(desk, periods)::audit)
                        .with(List.of(
                                Parameter.query("vcluster"),
                                Parameter.query("user"),
                                Parameter.query("verb"),
                                Parameter.query("resource"),
                                Parameter.query("namespace")))
                        .with(Periods.SPAN)
                        .with(FORMAT)
                        .with(Paging.PARAMETERS),
                get("/holds", "listHolds", STAFF, WHOLE, desk.asked(call -> new HoldsQuestion(call.format())))
                        .with(FORMAT),
                post("/holds", "placeHold", CONTROL, WHOLE, 201, desk.told(201, Bodies::hold)),
                delete(
                        "/holds/{holdId}",
                        "releaseHold",
                        EnumSet.of(AUDITOR),
                        desk.told(200, call -> new ReleaseHoldQuestion(call.pathId("holdId")))),
                post("/query", "query", STAFF, WHOLE, 200, desk.asked(call -> {
                            String sql = call.needed("sql");
                            call.finishBody();
                            return new SqlQuestion(sql, call.format());
                        }))
                        .with(FORMAT));
    }

    /** Closes and what corrects them. Who does it is always who calls. */
    private static List<Operation> closing(Desk desk, Path data) {
        TermsTexts own = TermsTexts.none();
        return List.of(
                get("/closes", "listCloses", STAFF, WHOLE, desk.asked(call -> new ClosesQuestion(call.format())))
                        .with(FORMAT),
                get("/closes/{period}", "getClose", STAFF, WHOLE, desk.told(200, Bodies::standing))
                        .with(List.of(Parameter.query("minCoverage"), Parameter.query("hinders"))),
                post("/closes/{period}/prepare", "prepareClose", BOOKS, WHOLE, 200, desk.told(200, Bodies::prepare)),
                post("/closes/{period}/approve", "approveClose", BOOKS, WHOLE, 200, desk.told(200, Bodies::approve)),
                get(
                                "/closes/{period}/verification",
                                "verifyClose",
                                STAFF,
                                WHOLE,
                                desk.asked(call -> new VerifyCloseQuestion(call.path("period"), call.format())))
                        .with(FORMAT),
                get(
                        "/closes/{period}/receipts",
                        "getReceipts",
                        EnumSet.of(FINANCE, AUDITOR),
                        WHOLE,
                        new ReceiptsTask(desk, data)),
                get(
                                "/restatements/{period}",
                                "previewRestatement",
                                EnumSet.of(FINANCE, AUDITOR),
                                WHOLE,
                                desk.asked(call -> new RestateQuestion(
                                        call.path("period"),
                                        true,
                                        call.caller().name(),
                                        List.of(),
                                        null,
                                        own,
                                        call.format())))
                        .with(FORMAT),
                post("/restatements/{period}", "bookRestatement", BOOKS, WHOLE, 200, desk.asked(call -> {
                    call.finishBody();
                    return new RestateQuestion(
                            call.path("period"), false, call.caller().name(), List.of(), null, own, Format.JSON);
                })),
                post(
                                "/restatements/{period}/bill",
                                "restateWithBill",
                                BOOKS,
                                WHOLE,
                                200,
                                new BillTask(
                                        data,
                                        (call, files) -> Desk.reply(
                                                desk.ask(new RestateQuestion(
                                                        call.path("period"),
                                                        call.flag("preview"),
                                                        call.caller().name(),
                                                        files,
                                                        call.query("provider"),
                                                        own,
                                                        Format.JSON)),
                                                Form.JSON)))
                        .taking(Body.FILES)
                        .with(List.of(Parameter.query("provider"), Parameter.flag("preview"))),
                get(
                                "/adjustments",
                                "listAdjustments",
                                STAFF,
                                WHOLE,
                                desk.asked(call -> new AdjustmentsQuestion(call.format())))
                        .with(FORMAT),
                post("/adjustments", "bookAdjustment", BOOKS, WHOLE, 201, desk.told(201, Bodies::adjustment)),
                get("/disputes", "listDisputes", ALL, ROWS, new DisputesTask(desk))
                        .with(FORMAT),
                post("/disputes", "openDispute", EnumSet.of(OWNER, FINANCE), BODY, 201, DisputesTask.opening(desk)),
                post(
                        "/disputes/{disputeId}/resolution",
                        "resolveDispute",
                        BOOKS,
                        WHOLE,
                        200,
                        desk.told(200, Bodies::resolution)));
    }

    /** Where booking twice would be wrong and nothing else tells a second call from the first. */
    static boolean needsKey(Operation operation) {
        return operation.id().equals("bookAdjustment");
    }
}
