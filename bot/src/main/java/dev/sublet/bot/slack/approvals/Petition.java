package dev.sublet.bot.slack.approvals;

import dev.sublet.bot.resource.QuestionStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.slack.message.Buttons;
import dev.sublet.bot.slack.message.Card;
import dev.sublet.bot.slack.message.Message;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.message.Ref;
import dev.sublet.bot.slack.message.Times;
import java.util.ArrayList;
import java.util.List;

/** Approvals as messages. Stateless. */
final class Petition {
    private Petition() {}

    static Message open(VirtualCluster one, QuestionStatus question) {
        String name = one.getMetadata().getName();
        String ref = new Ref(name, one.getMetadata().getUid(), question.id()).toString();
        List<String> fields = new ArrayList<>();
        fields.add("*Team*\n" + Mrkdwn.escape(one.getSpec().owner().team()));
        fields.add("*Cost center*\n" + Mrkdwn.escape(one.getSpec().owner().costCenter()));
        fields.add("*Wanted*\n" + Mrkdwn.escape(question.wanted().blueprint()) + ", "
                + Mrkdwn.escape(question.wanted().size()));
        String life = question.wanted().timeToLive();
        fields.add("*Lives*\n" + (life == null ? "without an end" : Mrkdwn.escape(life)));
        String price = question.perMonth();
        fields.add("*Price a month*\n"
                + (price == null
                        ? "none can be told: " + Mrkdwn.escape(question.unpriced())
                        : Mrkdwn.escape(new java.math.BigDecimal(price)
                                        .setScale(2, java.math.RoundingMode.HALF_UP)
                                        .toPlainString())
                                + " " + Mrkdwn.escape(question.currency())));
        fields.add("*Asked by*\n" + Mrkdwn.escape(String.join(", ", question.askedBy())));
        return Card.titled(":raised_hand: *" + Mrkdwn.escape(name) + "* waits for an approval")
                .fields(fields)
                .buttons(
                        Buttons.primary("approve", "Approve", ref),
                        Buttons.asking(
                                Buttons.danger("refuse", "Refuse", ref),
                                "It is then not made, or stays as it is.",
                                "Refuse"))
                .note("By " + Mrkdwn.escape(String.join(" or ", question.approvers())) + ", not by who asked, until "
                        + Times.at(question.endsAt()))
                .build();
    }

    static Message decided(String name, QuestionStatus question) {
        String text = switch (question.state()) {
            case Approved -> ":white_check_mark: *" + Mrkdwn.escape(name) + "* was approved by " + by(question);
            case Refused ->
                ":no_entry: *" + Mrkdwn.escape(name) + "* was refused by " + by(question)
                        + (question.reason() == null ? "" : ": " + Mrkdwn.escape(question.reason()));
            case Expired, Waiting ->
                ":alarm_clock: *" + Mrkdwn.escape(name) + "*: nobody decided until " + Times.at(question.endsAt())
                        + ". Whoever needs it asks again.";
        };
        return Message.of(text);
    }

    /** There is nothing to decide any more. */
    static Message moot(String name) {
        return Message.of(":white_circle: *" + Mrkdwn.escape(name) + "* no longer waits for this approval.");
    }

    private static String by(QuestionStatus question) {
        return Mrkdwn.code(question.decidedBy()) + " (" + Times.at(question.decidedAt()) + ")";
    }
}
