// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import dev.headgate.consumer.deadletter.LetterGate.Answer;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.SingleLanding;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The dead letters over HTTP, on the management port: what the command and the console work with.
 */
public final class LettersEndpoint {

    static final String PATH = "/dead-letters";

    private static final HeaderName ACTOR = HeaderNames.create("X-Headgate-Actor");
    private static final int PAGE = 100;
    private static final int REPLAYS_SHOWN = 100;
    private static final int REHEARSED = 100;

    private final LetterReads reads;
    private final LetterDesk desk;
    private final LetterRehearsal rehearsal;
    private final LetterGate gate;

    /** Works on this database; the file holds the token without which nothing is answered. */
    public LettersEndpoint(LandingDatabase database, SingleLanding landing, String tokenFile) {
        this.reads = new LetterReads(database);
        this.desk = new LetterDesk(database);
        this.rehearsal = new LetterRehearsal(database, landing);
        this.gate = new LetterGate(new LetterToken(tokenFile));
    }

    /** Puts the routes where the management port finds them. */
    public void addTo(HttpRouting.Builder routing) {
        routing.get(PATH, gate.guard(this::list))
                .get(PATH + "/causes", gate.guard(this::causes))
                .post(PATH + "/discards", gate.guard(this::discardMany))
                .post(PATH + "/replays", gate.guard(this::replay))
                .get(PATH + "/replays", gate.guard(this::replays))
                .get(PATH + "/replays/{id}", gate.guard(this::showReplay))
                .delete(PATH + "/replays/{id}", gate.guard(this::cancel))
                .get(PATH + "/{id}", gate.guard(this::show))
                .post(PATH + "/{id}/discard", gate.guard(this::discardOne))
                .put(PATH + "/{id}/patch", gate.guard(this::patch))
                .any(PATH + "/*", gate.guard(LettersEndpoint::nothing));
    }

    private Answer list(ServerRequest request) throws InterruptedException {
        Map<String, String> query = query(request);
        int limit = (int) number(query.remove("limit"), PAGE, 1, LetterReads.PAGE_MAX);
        long before = number(query.remove("before"), Long.MAX_VALUE, 1, Long.MAX_VALUE);
        return Answer.ok(reads.list(LetterFilter.of(query), before, limit));
    }

    private Answer causes(ServerRequest request) throws InterruptedException {
        return Answer.ok(reads.causes(LetterFilter.of(query(request))));
    }

    private Answer show(ServerRequest request) throws InterruptedException {
        long id = id(request);
        return reads.whole(id)
                .map(Answer::ok)
                .orElseThrow(() -> LetterProblem.notFound("dead letter " + id));
    }

    private Answer discardOne(ServerRequest request) throws InterruptedException {
        var body = OrderBody.of(LetterGate.body(request), "reason");
        var one = new LetterSelection(List.of(id(request)), LetterFilter.of(Map.of()));
        return answer(desk.discard(one, body.sentence("reason"), caller(request)));
    }

    private Answer discardMany(ServerRequest request) throws InterruptedException {
        var body = OrderBody.of(LetterGate.body(request), "ids", "filter", "reason", "dryRun");
        LetterSelection selection = body.selection();
        if (body.yes("dryRun")) {
            var preview = desk.previewDiscard(selection);
            return Answer.ok(
                    new ReplayView.Preview(preview.letters(), 0, preview.more(), List.of()));
        }
        return answer(desk.discard(selection, body.sentence("reason"), caller(request)));
    }

    private Answer patch(ServerRequest request) throws InterruptedException {
        var body =
                OrderBody.of(LetterGate.body(request), "value", "valueBase64", "headers", "reason");
        return answer(desk.patch(id(request), body.patch(), caller(request)));
    }

    private Answer replay(ServerRequest request) throws InterruptedException {
        var body =
                OrderBody.of(
                        LetterGate.body(request),
                        "ids",
                        "filter",
                        "rate",
                        "stopOnFailure",
                        "force",
                        "dryRun",
                        "limit");
        var order =
                new ReplayOrder(
                        body.selection(),
                        body.number("rate", ReplayOrder.RATE, 1, ReplayOrder.RATE_MAX),
                        body.yes("stopOnFailure"),
                        body.yes("force"));
        int limit = body.number("limit", REHEARSED, 0, LetterRehearsal.LETTERS_MAX);
        if (body.yes("dryRun")) {
            var preview = desk.previewReplay(order);
            return Answer.ok(
                    new ReplayView.Preview(
                            preview.letters(),
                            preview.guarded(),
                            preview.more(),
                            limit == 0 ? List.of() : rehearsal.rehearse(order, limit)));
        }
        return answer(desk.replay(order, body.selectionJson(), caller(request)));
    }

    private Answer replays(ServerRequest request) throws InterruptedException {
        return Answer.ok(
                new ReplayView.Replays(
                        reads.replays(REPLAYS_SHOWN).stream().map(ReplayView::of).toList()));
    }

    private Answer showReplay(ServerRequest request) throws InterruptedException {
        long id = id(request);
        return reads.replay(id)
                .map(job -> Answer.ok(ReplayView.of(job)))
                .orElseThrow(() -> LetterProblem.notFound("replay " + id));
    }

    private Answer cancel(ServerRequest request) throws InterruptedException {
        return answer(desk.cancel(id(request)));
    }

    private static Answer nothing(ServerRequest request) {
        throw LetterProblem.notFound(
                "%s %s".formatted(request.prologue().method().text(), request.path().path()));
    }

    private static Answer answer(Change change) {
        return switch (change) {
            case Change.Discarded _, Change.Patched _ -> Answer.ok(change);
            case Change.Requested(ReplayJob job, int guarded, boolean more) ->
                    Answer.accepted(
                            new ReplayView.Requested(ReplayView.of(job), guarded, more),
                            PATH + "/replays/" + job.id());
            case Change.Ended(ReplayJob job) -> Answer.ok(ReplayView.of(job));
            case Change.Unknown(String what) -> throw LetterProblem.notFound(what);
            case Change.Refused(String why) ->
                    throw new LetterProblem(LetterProblem.Type.NOT_NOW, why);
            case Change.Unfit(String reason, String detail) ->
                    throw new LetterProblem(LetterProblem.Type.UNFIT, reason + ": " + detail);
        };
    }

    private static Caller caller(ServerRequest request) {
        return Caller.named(request.headers().first(ACTOR).orElse(""));
    }

    private static Map<String, String> query(ServerRequest request) {
        var query = new HashMap<String, String>();
        for (String name : request.query().names()) {
            query.put(name, request.query().get(name));
        }
        return query;
    }

    private static long id(ServerRequest request) {
        String text = request.path().pathParameters().get("id");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw LetterProblem.notFound("number " + text);
        }
    }

    private static long number(
            @org.jspecify.annotations.Nullable String text, long otherwise, long min, long max) {
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw LetterProblem.invalid(
                "limit and before must be whole numbers from %d to %d".formatted(min, max));
    }
}
