package dev.sublet.api;

import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.DisputesQuestion;
import dev.sublet.reporter.question.Question;

/** Objections; who may see some cost centers alone gets theirs. */
final class DisputesTask implements Operation.Task {
    private final Desk desk;

    DisputesTask(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Reply reply(Call call) {
        boolean scoped = call.caller().isScoped();
        if (scoped && call.form() != Form.JSON) {
            throw new ApiProblem(
                    403,
                    call.form().label() + " holds disputes of all cost centers, and "
                            + call.caller().name() + " may see some alone; take json");
        }
        Answer answer = desk.ask(new DisputesQuestion(call.format()));
        return scoped ? Desk.json(answer, Trees.seenBy(call.caller(), answer.text())) : Desk.reply(answer, call.form());
    }

    /** Opens one. What there is instead of a mistyped name is not told to who may see some cost centers alone. */
    static Operation.Task opening(Desk desk) {
        return call -> {
            Question question = Bodies.dispute(call);
            try {
                return Desk.facts(201, desk.ask(question));
            } catch (ApiProblem e) {
                String detail = String.valueOf(e.getMessage());
                throw call.caller().isScoped() && detail.contains(";")
                        ? new ApiProblem(e.status(), detail.substring(0, detail.indexOf(';')))
                        : e;
            }
        };
    }
}
