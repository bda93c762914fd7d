package dev.sublet.api;

import dev.sublet.reporter.close.Adjustments;
import dev.sublet.reporter.close.Disputes;
import dev.sublet.reporter.question.AdjustQuestion;
import dev.sublet.reporter.question.CloseQuestion;
import dev.sublet.reporter.question.DraftQuestion;
import dev.sublet.reporter.question.OpenDisputeQuestion;
import dev.sublet.reporter.question.OverheadOptions;
import dev.sublet.reporter.question.PlaceHoldQuestion;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.ResolveDisputeQuestion;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions made of requests' bodies. Who asks is the caller; no field says it. Stateless. */
final class Bodies {
    private static final BigDecimal MILLIONTHS_IN_PERCENT = BigDecimal.valueOf(10_000);

    private Bodies() {}

    static Question standing(Call call) {
        return close(call, CloseQuestion.Step.SHOW, call.query("minCoverage"), call.query("hinders"), null);
    }

    static Question prepare(Call call) {
        String coverage = call.text("minCoverage");
        String hinders = call.text("hinders");
        String force = call.text("force");
        call.finishBody();
        return close(call, CloseQuestion.Step.PREPARE, coverage, hinders, force);
    }

    static Question approve(Call call) {
        call.finishBody();
        return close(call, CloseQuestion.Step.APPROVE, null, null, null);
    }

    private static CloseQuestion close(
            Call call,
            CloseQuestion.Step step,
            @Nullable String coverage,
            @Nullable String hinders,
            @Nullable String force) {
        return new CloseQuestion(
                call.path("period"),
                step,
                millionths(coverage),
                labels(hinders),
                force,
                call.caller().name(),
                TermsTexts.none());
    }

    /** As the command line takes them: names separated by commas, or none. Null where the policy file is to decide. */
    private static @Nullable List<String> labels(@Nullable String hinders) {
        if (hinders == null) {
            return null;
        }
        return hinders.equals("none") ? List.of() : List.of(hinders.split(",", -1));
    }

    /** Null where the policy file is to decide. */
    private static @Nullable Long millionths(@Nullable String percent) {
        if (percent == null) {
            return null;
        }
        if (!percent.matches("\\d{1,3}(\\.\\d{1,4})?")
                || new BigDecimal(percent).compareTo(BigDecimal.valueOf(100)) > 0) {
            throw ApiProblem.wrong("minCoverage must be a percentage with four decimals at most, such as 95");
        }
        return new BigDecimal(percent).multiply(MILLIONTHS_IN_PERCENT).longValueExact();
    }

    static Question adjustment(Call call) {
        Adjustments.Asked asked = new Adjustments.Asked(
                call.text("period"),
                call.needed("costCenter"),
                call.needed("against"),
                call.needed("amount"),
                call.text("cluster"),
                call.needed("reason"),
                call.caller().name());
        call.finishBody();
        return new AdjustQuestion(asked, TermsTexts.none());
    }

    static Question dispute(Call call) {
        String costCenter = call.needed("costCenter");
        call.requireSeen(costCenter);
        Disputes.Asked asked = new Disputes.Asked(
                call.needed("period"),
                costCenter,
                call.text("vcluster"),
                call.text("resource"),
                call.needed("reason"),
                Periods.seconds("answerBy", call.needed("answerBy")),
                call.caller().name());
        call.finishBody();
        return new OpenDisputeQuestion(asked, TermsTexts.none());
    }

    static Question resolution(Call call) {
        ResolveDisputeQuestion question = new ResolveDisputeQuestion(
                call.pathId("disputeId"),
                call.needed("outcome"),
                call.needed("answer"),
                call.caller().name());
        call.finishBody();
        return question;
    }

    /** Terms that are tried on a past period; nothing of it is stored. */
    static Question draft(Call call, Period period) {
        Map<TermsFile, NamedText> drafted = new EnumMap<>(TermsFile.class);
        for (TermsFile file : List.of(TermsFile.POLICIES, TermsFile.PRICES, TermsFile.OWNERS)) {
            String text = call.file(file.option());
            if (text != null) {
                drafted.put(file, new NamedText(file.fileName(), text));
            }
        }
        call.finishBody();
        if (drafted.isEmpty()) {
            throw ApiProblem.wrong("the body has no file to try; give policies, prices or owners as a text");
        }
        return new DraftQuestion(period, TermsTexts.none(), new TermsTexts(drafted), call.format());
    }

    /** What is told beside the overhead. */
    static OverheadOptions overhead(Call call) {
        String trend = call.query("trend", "0");
        if (!trend.matches("\\d{1,4}")) {
            throw ApiProblem.wrong("trend must be a whole number of periods");
        }
        String assume = call.query("assume");
        return new OverheadOptions(
                Integer.parseInt(trend),
                call.flag("compare"),
                call.flag("advice"),
                call.flag("sleep"),
                assume == null ? List.of() : List.of(assume.split(",", -1)));
    }

    static Question hold(Call call) {
        PlaceHoldQuestion question = new PlaceHoldQuestion(
                call.text("table"),
                Periods.seconds("from", call.needed("from")),
                Periods.seconds("to", call.needed("to")),
                call.needed("reason"),
                call.caller().name());
        call.finishBody();
        return question;
    }
}
