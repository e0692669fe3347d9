// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.live;

import dev.headgate.loadtest.result.LoadResult.AnswerCount;
import dev.headgate.loadtest.result.Second.DatabaseLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a panel: what they say and how they look, for a given width. */
final class PanelText {

    private static final int INDENT = 1;
    private static final int LABEL_COLUMNS_NARROW = 10;
    private static final int LABEL_COLUMNS_WIDE = 12;
    private static final int WIDE = 80;
    private static final int CELLS = 3;
    private static final int CELL_COLUMNS = 18;
    private static final int SCALE_COLUMNS = 15;
    private static final int ANSWERS_MAX = 4;
    private static final double RATE_GOOD = 0.99;
    private static final double RATE_POOR = 0.9;

    private final Progress progress;
    private final Recent recent;
    private final boolean sending;
    private final int columns;
    private final int labelColumns;
    private final List<StyledLine> lines = new ArrayList<>();

    private PanelText(Progress progress, Recent recent, int columns) {
        this.progress = progress;
        this.recent = recent;
        this.sending = progress.phase().sending();
        this.columns = columns;
        this.labelColumns = columns < WIDE ? LABEL_COLUMNS_NARROW : LABEL_COLUMNS_WIDE;
    }

    /** A name with its value. */
    private record Cell(String name, Style style, String value) {

        static Cell of(String name, String value) {
            return new Cell(name, Style.Plain, value);
        }

        /** A count that should be 0. */
        static Cell wary(String name, long count, Style style) {
            return new Cell(name, count == 0 ? Style.Plain : style, ShortFigures.count(count));
        }
    }

    /**
     * What was shown before.
     *
     * @param open whether a rate was wanted at any time
     * @param answeredRate answers a second, of late
     * @param p99s 99th percentile of each of the last seconds in microseconds; negative for one
     *     without answers
     */
    record Recent(boolean open, double answeredRate, List<Long> p99s) {

        Recent {
            p99s = List.copyOf(p99s);
        }
    }

    /** The lines. */
    static List<StyledLine> of(Progress progress, Recent recent, int columns) {
        var text = new PanelText(progress, recent, columns);
        text.heading();
        text.bar();
        text.line();
        text.requests();
        text.latency();
        text.curve();
        text.events();
        text.rows();
        text.answers();
        return List.copyOf(text.lines);
    }

    private void heading() {
        String phase = progress.phase().words();
        int phaseFrom = columns - phase.length();
        StyledLine target = new StyledLine(phaseFrom - INDENT - 2).add(progress.target());
        line().add(Style.Strong, target.text()).to(phaseFrom).add(phase);
    }

    private void bar() {
        double share = progress.share();
        String right =
                String.format(Locale.ROOT, "  %s %4d %%", progress.clock(), (int) (100 * share));
        int room = columns - INDENT - right.length();
        int full = (int) (room * share);
        line().add(Style.Drawing, "━".repeat(full))
                .add(Style.Faint, "─".repeat(room - full))
                .add(right);
    }

    private void requests() {
        var last = progress.last();
        row(
                "requests",
                Cell.of("wanted", wanted()),
                new Cell(
                        "achieved",
                        rateStyle(),
                        sending ? ShortFigures.rate(recent.answeredRate()) : ShortFigures.NONE),
                Cell.of("in flight", ShortFigures.count(last.inFlight())));
        row(
                "",
                Cell.of("sent", ShortFigures.count(progress.sent())),
                Cell.wary("late", progress.late(), Style.Warning),
                Cell.wary("waiting", last.waiting(), Style.Warning));
    }

    private String wanted() {
        if (!sending) {
            return ShortFigures.NONE;
        }
        return recent.open() ? ShortFigures.rate(progress.wantedRate()) : "max";
    }

    private Style rateStyle() {
        if (!sending || progress.wantedRate() <= 0) {
            return Style.Plain;
        }
        double share = recent.answeredRate() / progress.wantedRate();
        return share >= RATE_GOOD ? Style.Good : share >= RATE_POOR ? Style.Warning : Style.Bad;
    }

    private void latency() {
        var last = progress.last();
        row(
                "latency",
                Cell.of("p50", latency(last.p50())),
                Cell.of("p99", latency(last.p99())),
                Cell.of("p99.9", latency(last.p999())));
    }

    private String latency(long micros) {
        boolean none = !sending || progress.last().max() == 0;
        return none ? ShortFigures.NONE : ShortFigures.duration(micros);
    }

    private void curve() {
        long highest = recent.p99s().stream().mapToLong(Long::longValue).max().orElse(-1);
        StyledLine line = labelled("p99");
        line.add(Style.Drawing, Sparkline.of(recent.p99s(), line.room() - SCALE_COLUMNS));
        if (highest >= 0) {
            line.add(Style.Faint, "  up to " + ShortFigures.duration(highest));
        }
    }

    private void events() {
        row(
                "events",
                Cell.of("accepted", ShortFigures.count(progress.acceptedEvents())),
                Cell.wary("refused", progress.refusedEvents(), Style.Warning),
                Cell.wary("unknown", progress.unknownEvents(), Style.Warning));
    }

    private void rows() {
        DatabaseLook look = progress.last().database();
        if (look == null) {
            return;
        }
        row(
                "rows",
                Cell.of(
                        "landed",
                        progress.rowsPerSecond() < 0
                                ? ShortFigures.NONE
                                : ShortFigures.rate(progress.rowsPerSecond())),
                Cell.of("lag", ShortFigures.count(look.lagEvents())),
                Cell.of(
                        "oldest",
                        look.lagEvents() == 0
                                ? ShortFigures.NONE
                                : ShortFigures.duration(1_000 * look.oldestAgeMillis())));
    }

    private void answers() {
        StyledLine line = labelled("answers");
        List<AnswerCount> answers = progress.answers();
        for (int i = 0; i < Math.min(ANSWERS_MAX, answers.size()); i++) {
            AnswerCount answer = answers.get(i);
            line.add(i == 0 ? "" : "   ")
                    .add(style(answer.answer()), answer.answer())
                    .add(" " + ShortFigures.count(answer.count()));
        }
        int more = answers.size() - ANSWERS_MAX;
        if (more > 0) {
            line.add(Style.Faint, "   and %d more".formatted(more));
        }
    }

    private static Style style(String answer) {
        return switch (answer.isEmpty() ? ' ' : answer.charAt(0)) {
            case '2' -> Style.Good;
            case '4' -> Style.Warning;
            default -> Style.Bad;
        };
    }

    private void row(String label, Cell... cells) {
        StyledLine line = labelled(label);
        int cellColumns = Math.min(CELL_COLUMNS, (columns - labelColumns) / CELLS);
        int pitch = (columns - labelColumns - cellColumns) / (CELLS - 1);
        for (int i = 0; i < cells.length; i++) {
            int start = labelColumns + i * pitch;
            String value = cells[i].value;
            line.to(start)
                    .add(Style.Faint, cells[i].name)
                    .to(start + cellColumns - value.length())
                    .add(cells[i].style, value);
        }
    }

    private StyledLine labelled(String label) {
        return line().add(Style.Faint, label).to(labelColumns);
    }

    private StyledLine line() {
        var line = new StyledLine(columns).to(INDENT);
        lines.add(line);
        return line;
    }
}
