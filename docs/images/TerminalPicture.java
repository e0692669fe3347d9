// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws what a terminal showed: {@code java docs/images/TerminalPicture.java} draws the pictures of the documents.
 *
 * <p>{@code load.ansi} is what a command wrote to a terminal, codes and all, as {@code script -qc COMMAND FILE} keeps it; only
 * the drawings of the panel between that of the 48th second and the last were taken out. The pictures are SVG, light or dark
 * as the reader's system is. The characters of bars and curves are drawn as shapes, since fonts leave gaps between them.
 */
void main() throws Exception {
    String title = "./headgate load examples/01-minimal.yaml --rate 500 --verify --threshold 'p99<100ms' --threshold lost=0";
    String capture = Files.readString(Path.of("docs/images/load.ansi"));
    Files.writeString(Path.of("docs/images/load-live.svg"), svg(screen(played(capture, 1)), title));
    Files.writeString(Path.of("docs/images/load-end.svg"), svg(screen(capture), title));
}

record Cell(char character, String style) {}

static final double COLUMN = 8.4;
static final int ROW = 20;
static final int MARGIN = 18;
static final int BAR = 34;
static final int TITLE_START = 84;
static final String DRAWING_BEGINS = "\u001b[?25l";
static final String LEVELS = "▁▂▃▄▅▆▇█";
static final Pattern CODE = Pattern.compile("\u001b\\[([?0-9;]*)([A-Za-z])|\u001b.");

/** The capture up to the end of so many drawings. */
static String played(String capture, int drawings) {
    int at = 0;
    for (int i = 0; i <= drawings; i++) {
        at = capture.indexOf(DRAWING_BEGINS, at) + 1;
        if (at == 0) {
            return capture;
        }
    }
    return capture.substring(0, at - 1);
}

/** What stands on the screen after the capture: the few codes that the command writes are followed. */
static List<List<Cell>> screen(String capture) {
    var rows = new ArrayList<List<Cell>>();
    rows.add(new ArrayList<>());
    int row = 0;
    int column = 0;
    String style = "";
    Matcher code = CODE.matcher(capture);
    int at = 0;
    while (at < capture.length()) {
        char character = capture.charAt(at);
        if (character == '\u001b' && code.find(at) && code.start() == at) {
            at = code.end();
            int number = code.group(1) == null || !code.group(1).matches("[0-9]+") ? 0 : Integer.parseInt(code.group(1));
            switch (code.group(2) == null ? "" : code.group(2)) {
                case "A" -> row = Math.max(0, row - Math.max(1, number));
                case "K" -> rows.get(row).subList(Math.min(column, rows.get(row).size()), rows.get(row).size()).clear();
                case "J" -> rows.subList(row + 1, rows.size()).clear();
                case "m" -> style = number == 0 ? "" : (style + " s" + number).strip();
                default -> {}
            }
            continue;
        }
        at++;
        switch (character) {
            case '\r' -> column = 0;
            case '\n' -> {
                column = 0;
                row++;
                if (row == rows.size()) {
                    rows.add(new ArrayList<>());
                }
            }
            default -> {
                List<Cell> cells = rows.get(row);
                while (cells.size() <= column) {
                    cells.add(new Cell(' ', ""));
                }
                cells.set(column++, new Cell(character, style));
            }
        }
    }
    while (!rows.isEmpty() && rows.getLast().stream().allMatch(cell -> cell.character == ' ')) {
        rows.removeLast();
    }
    return rows;
}

static String svg(List<List<Cell>> rows, String title) {
    int columns = Math.max(80, rows.stream().mapToInt(List::size).max().orElse(0));
    int width = (int) Math.ceil(columns * COLUMN) + 2 * MARGIN;
    int height = BAR + rows.size() * ROW + MARGIN;
    var svg = new StringBuilder(HEAD.formatted(width, height, escaped(title)));
    svg.append("<rect class='window' x='0.5' y='0.5' width='%d' height='%d' rx='9'/>\n".formatted(width - 1, height - 1));
    for (int i = 0; i < 3; i++) {
        svg.append("<circle class='button' cx='%d' cy='%d' r='5'/>\n".formatted(MARGIN + 5 + 17 * i, BAR / 2));
    }
    svg.append("<text class='title' x='%d' y='%d'>%s</text>\n".formatted(TITLE_START, BAR / 2 + 4, escaped(title)));
    for (int i = 0; i < rows.size(); i++) {
        row(svg, rows.get(i), BAR + i * ROW);
    }
    return svg.append("</svg>\n").toString();
}

/** One row: runs of characters of one style as text, those of drawings as shapes. */
static void row(StringBuilder svg, List<Cell> cells, int top) {
    int from = 0;
    while (from < cells.size()) {
        Cell first = cells.get(from);
        int to = from + 1;
        while (to < cells.size() && goesOn(cells, from, to)) {
            to++;
        }
        double left = MARGIN + from * COLUMN;
        double wide = (to - from) * COLUMN;
        String style = first.style.isEmpty() ? "" : " " + first.style;
        if (line(first.character)) {
            double thick = first.character == '━' ? 4 : 2;
            svg.append("<rect class='shape%s' x='%.1f' y='%.1f' width='%.1f' height='%.1f' rx='1'/>\n".formatted(style, left, top + (ROW - thick) / 2, wide, thick));
        } else if (LEVELS.indexOf(first.character) >= 0) {
            double tall = (LEVELS.indexOf(first.character) + 1) * (ROW - 4) / (double) LEVELS.length();
            svg.append("<rect class='shape%s' x='%.1f' y='%.1f' width='%.1f' height='%.1f'/>\n".formatted(style, left + 0.6, top + ROW - 2 - tall, COLUMN - 1.2, tall));
        } else {
            text(svg, cells.subList(from, to), left, top, style);
        }
        from = to;
    }
}

static void text(StringBuilder svg, List<Cell> cells, double left, int top, String style) {
    var text = new StringBuilder();
    cells.forEach(cell -> text.append(cell.character));
    if (!text.toString().isBlank()) {
        svg.append("<text class='t%s' x='%.1f' y='%d' textLength='%.1f' lengthAdjust='spacingAndGlyphs' xml:space='preserve'>%s</text>\n"
                .formatted(style, left, top + 15, text.length() * COLUMN, escaped(text.toString())));
    }
}

/** Whether a run of equal style and kind includes one more; words that stand apart are runs of their own. */
static boolean goesOn(List<Cell> cells, int from, int to) {
    Cell first = cells.get(from);
    Cell next = cells.get(to);
    if (line(first.character)) {
        return next.equals(first);
    }
    boolean shape = LEVELS.indexOf(first.character) >= 0 || line(next.character) || LEVELS.indexOf(next.character) >= 0;
    return !shape && next.style.equals(first.style) && (first.character == ' ') == (next.character == ' ');
}

static boolean line(char character) {
    return character == '━' || character == '─';
}

static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&apos;");
}

static final String HEAD = """
        <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img' aria-label='%s'>
        <!-- Drawn by docs/images/TerminalPicture.java; do not edit. -->
        <style>
          text { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace; font-size: 14px; fill: #1f2937; }
          .title { font-size: 12.5px; fill: #6b7280; }
          .window { fill: #fbfcfd; stroke: #d0d7de; }
          .button { fill: #d0d7de; }
          .shape { fill: #1f2937; }
          .s1 { font-weight: 700; }
          .s2 { fill: #7b8494; }
          rect.s2 { fill: #d0d7de; }
          .s31 { fill: #c81e1e; }
          .s32 { fill: #15803d; }
          .s33 { fill: #a16207; }
          .s36 { fill: #0f766e; }
          @media (prefers-color-scheme: dark) {
            text, .shape { fill: #e6edf3; }
            .title { fill: #8b949e; }
            .window { fill: #0d1117; stroke: #30363d; }
            .button { fill: #30363d; }
            .s2 { fill: #8b949e; }
            rect.s2 { fill: #30363d; }
            .s31 { fill: #ff7b72; }
            .s32 { fill: #56d364; }
            .s33 { fill: #e3b341; }
            .s36 { fill: #2dd4bf; }
          }
        </style>
        """;
