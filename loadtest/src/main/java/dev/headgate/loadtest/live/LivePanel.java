// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.live;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block of about ten lines that is drawn over itself.
 *
 * <p>Each drawing is one write that hides the cursor, draws and shows it again, so that a process
 * killed at any instant between two drawings leaves a usable terminal. Lines are cut at the
 * terminal's edge in place of being wrapped: a terminal narrower than it says would otherwise count
 * more lines than were drawn.
 */
public final class LivePanel implements LiveView {

    /** How far back the curve reaches. */
    static final int CURVE_SECONDS = 60;

    private static final int COLUMNS_DEFAULT = 100;
    private static final int COLUMNS_MIN = 60;
    private static final int COLUMNS_MAX = 120;

    private static final String BEGIN = "\u001b[?25l\u001b[?7l";
    private static final String END = "\u001b[?7h\u001b[?25h";
    private static final String LINE_END = "\u001b[K\n";
    private static final String ERASE_BELOW = "\u001b[J";

    private final PrintStream out;
    private final int columns;
    private final boolean ascii;
    private final Deque<Long> p99s = new ArrayDeque<>(CURVE_SECONDS);
    private boolean open;
    private double shownAtSeconds;
    private int drawnLines;

    public LivePanel(PrintStream out, int columns) {
        this.out = out;
        this.columns = Math.clamp(columns, COLUMNS_MIN, COLUMNS_MAX);
        this.ascii = !out.charset().newEncoder().canEncode('━');
    }

    /** The width that the variable {@code COLUMNS} says; 100 if it says none. */
    public static int columns(@Nullable String variable) {
        return variable == null || !variable.matches("[1-9][0-9]{0,3}")
                ? COLUMNS_DEFAULT
                : Integer.parseInt(variable);
    }

    @Override
    public void show(Progress progress) {
        double took = progress.elapsedSeconds() - shownAtSeconds;
        double answeredRate = took > 0 ? progress.last().answered() / took : 0;
        shownAtSeconds = progress.elapsedSeconds();
        if (progress.phase().sending()) {
            if (p99s.size() == CURVE_SECONDS) {
                p99s.removeFirst();
            }
            // Without a longest there is none: nothing was answered, or the run warms up.
            p99s.addLast(progress.last().max() == 0 ? -1 : progress.last().p99());
        }
        open |= progress.wantedRate() > 0;
        var recent = new PanelText.Recent(open, answeredRate, List.copyOf(p99s));
        List<StyledLine> lines = PanelText.of(progress, recent, columns);
        var drawing = new StringBuilder(BEGIN);
        if (drawnLines > 0) {
            drawing.append("\r\u001b[").append(drawnLines).append('A');
        }
        lines.forEach(line -> drawing.append(line.ansi()).append(LINE_END));
        drawing.append(ERASE_BELOW).append(END);
        drawnLines = lines.size();
        out.print(ascii ? AsciiDrawing.of(drawing.toString()) : drawing.toString());
        out.flush();
    }

    /** Leaves the panel as it was drawn last, and a line free after it. */
    @Override
    public void close() {
        out.print(drawnLines > 0 ? END + "\n" : END);
        out.flush();
    }
}
