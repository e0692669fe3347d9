// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.chart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.loadtest.chart.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A chart of lines, or of areas on top of each other, as SVG with a legend. Colours and lines are
 * the business of the page's style sheet. The chart carries its values in an attribute, from which
 * a script may show them under the pointer; all series of a chart share their places on the x axis.
 */
public final class LineChart {

    private static final int LEFT = 64;
    private static final int RIGHT = 18;
    private static final int TOP = 12;
    private static final int BOTTOM = 30;
    private static final double LABEL_GAP = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How the series of a chart are drawn. */
    public enum Form {
        Lines,
        StackedAreas
    }

    /**
     * What a chart shows.
     *
     * @param title said by programs that read the page aloud
     * @param form how series are drawn
     * @param width width in pixels
     * @param height height in pixels
     * @param xLabel how a place on the x axis is written under the pointer
     * @param yLabel how a value is written under the pointer
     */
    public record Frame(
            String title,
            Form form,
            int width,
            int height,
            DoubleFunction<String> xLabel,
            DoubleFunction<String> yLabel) {}

    private final Frame frame;
    private final Axis x;
    private final Axis y;
    private final List<Series> series;

    public LineChart(Frame frame, Axis x, Axis y, List<Series> series) {
        this.frame = frame;
        this.x = x;
        this.y = y;
        this.series = List.copyOf(series);
    }

    /** The chart and its legend. */
    public Markup markup() {
        var markup = new Markup();
        legend(markup);
        markup.open(
                "svg",
                "viewBox",
                "0 0 " + frame.width() + " " + frame.height(),
                "role",
                "img",
                "aria-label",
                frame.title(),
                "data-chart",
                values());
        grid(markup);
        switch (frame.form()) {
            case Lines -> series.forEach(one -> line(markup, one));
            case StackedAreas -> areas(markup);
        }
        markup.open(
                        "line",
                        "class",
                        "cursor",
                        "y1",
                        "" + TOP,
                        "y2",
                        "" + (frame.height() - BOTTOM),
                        "visibility",
                        "hidden")
                .close("line");
        return markup.close("svg");
    }

    private void legend(Markup markup) {
        markup.open("ul", "class", "legend");
        for (Series one : series) {
            markup.open("li");
            markup.open("svg", "class", "key", "viewBox", "0 0 18 10", "aria-hidden", "true");
            if (frame.form() == Form.Lines) {
                markup.open("path", "class", "line " + one.style(), "d", "M1 5H17").close("path");
            } else {
                markup.open("path", "class", "area " + one.style(), "d", "M1 0H17V10H1Z")
                        .close("path");
            }
            markup.close("svg").text(one.name()).close("li");
        }
        markup.close("ul");
    }

    private void grid(Markup markup) {
        double right = (double) frame.width() - RIGHT;
        double bottom = (double) frame.height() - BOTTOM;
        for (var tick : y.ticks()) {
            double at = yAt(tick.value());
            markup.open("path", "class", "grid", "d", "M" + LEFT + " " + px(at) + "H" + px(right))
                    .close("path");
            if (!tick.label().isEmpty()) {
                markup.element(
                        "text",
                        tick.label(),
                        "x",
                        px(LEFT - LABEL_GAP),
                        "y",
                        px(at + 4),
                        "text-anchor",
                        "end");
            }
        }
        for (var tick : x.ticks()) {
            double at = xAt(tick.value());
            markup.open("path", "class", "tick", "d", "M" + px(at) + " " + px(bottom) + "v4")
                    .close("path");
            markup.element(
                    "text",
                    tick.label(),
                    "x",
                    px(at),
                    "y",
                    px(bottom + 19),
                    "text-anchor",
                    at > right - 12 ? "end" : "middle");
        }
        markup.open("path", "class", "base", "d", "M" + LEFT + " " + px(bottom) + "H" + px(right))
                .close("path");
    }

    private void line(Markup markup, Series one) {
        var path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < one.points().size(); i++) {
            Point point = one.points().get(i);
            if (point.known()) {
                path.append(pen ? 'L' : 'M').append(at(point.x(), point.y()));
                boolean alone =
                        !pen && (i + 1 == one.points().size() || !one.points().get(i + 1).known());
                // A line of no length shows as a dot, since its ends are round.
                path.append(alone ? "h0" : "");
            }
            pen = point.known();
        }
        markup.open("path", "class", "line " + one.style(), "d", path.toString()).close("path");
    }

    private void areas(Markup markup) {
        int size = series.isEmpty() ? 0 : series.getFirst().points().size();
        double[] below = new double[size];
        for (Series one : series) {
            var top = new StringBuilder();
            var bottom = new ArrayList<String>();
            for (int i = 0; i < size; i++) {
                Point point = one.points().get(i);
                bottom.add(at(point.x(), below[i]));
                below[i] += point.known() ? point.y() : 0;
                top.append(i == 0 ? 'M' : 'L').append(at(point.x(), below[i]));
            }
            for (String back : bottom.reversed()) {
                top.append('L').append(back);
            }
            markup.open("path", "class", "area " + one.style(), "d", top + (size == 0 ? "" : "Z"))
                    .close("path");
        }
    }

    /** Places and values for a script: places in the chart's pixels, values as they are shown. */
    private String values() {
        ObjectNode values = JSON.createObjectNode();
        var places = values.putArray("at");
        var labels = values.putArray("label");
        List<Point> first = series.isEmpty() ? List.of() : series.getFirst().points();
        for (Point point : first) {
            places.add(Math.round(xAt(point.x())));
            labels.add(frame.xLabel().apply(point.x()));
        }
        var all = values.putArray("series");
        for (Series one : series) {
            ObjectNode node = all.addObject();
            node.put("name", one.name());
            node.put("style", one.style());
            var texts = node.putArray("values");
            for (Point point : one.points()) {
                texts.add(point.known() ? frame.yLabel().apply(point.y()) : "–");
            }
        }
        return values.toString();
    }

    private String at(double valueX, double valueY) {
        return px(xAt(valueX)) + " " + px(yAt(valueY));
    }

    private double xAt(double value) {
        return LEFT + x.place(value) * (frame.width() - LEFT - RIGHT);
    }

    private double yAt(double value) {
        double height = (double) frame.height() - TOP - BOTTOM;
        return TOP + (1 - y.place(value)) * height;
    }

    private static String px(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels).replaceFirst("\\.0$", "");
    }
}
