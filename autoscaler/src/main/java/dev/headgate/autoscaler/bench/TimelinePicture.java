// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.plant.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Draws a run: what arrived, how old the oldest record was, and how many replicas there were. */
public final class TimelinePicture {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 576;
    private static final double LEFT = 70;
    private static final double RIGHT = 30;
    private static final double TOP = 76;
    private static final double PANEL = 120;
    private static final double PANEL_STEP = 160;
    private static final int POINTS_MAX = 600;
    private static final String ARRIVALS = "#64748b";
    private static final String AGE = "#1d4ed8";
    private static final String OBJECTIVE = "#b91c1c";
    private static final String READY = "#99d5cd";
    private static final String DESIRED = "#0f766e";

    private final Timeline run;
    private final Bounds bounds;
    private final Svg svg;

    private TimelinePicture(Timeline run, Bounds bounds) {
        this.run = run;
        this.bounds = bounds;
        String title = run.contestant() + ", trial \"" + run.trial() + "\"";
        this.svg = new Svg(WIDTH, HEIGHT, title + ": arrivals, age and replicas over time");
        svg.heading(title);
    }

    /**
     * Greatest values of the axes; pictures to be seen side by side have the same.
     *
     * @param arrivals records a second
     * @param ageSeconds of the oldest record
     */
    record Bounds(double arrivals, double ageSeconds, double replicas) {

        static Bounds of(List<Timeline> runs) {
            return new Bounds(
                    greatest(runs, Moment::arrivals),
                    Math.max(
                            greatest(runs, Moment::age),
                            runs.stream().mapToDouble(Timeline::objectiveSeconds).max().orElse(0)),
                    greatest(runs, moment -> Math.max(moment.ready(), moment.desired())));
        }

        private static double greatest(List<Timeline> runs, ToDoubleFunction<Moment> value) {
            return runs.stream().mapToDouble(each -> each.greatest(value)).max().orElse(0);
        }
    }

    /** The picture, as SVG; its axes end at the greatest values of the run. */
    public static String of(Timeline run) {
        return of(run, Bounds.of(List.of(run)));
    }

    /** The same with other axes. */
    static String of(Timeline run, Bounds bounds) {
        var picture = new TimelinePicture(run, bounds);
        picture.arrivals();
        picture.age();
        picture.replicas();
        return picture.svg.finished();
    }

    private Frame panel(int number, double max, String title) {
        var frame =
                new Frame(
                        new Point(LEFT, TOP + number * PANEL_STEP),
                        WIDTH - LEFT - RIGHT,
                        PANEL,
                        Scale.time(run.seconds()),
                        Scale.linear(max));
        frame.drawGrid(svg);
        frame.drawTitle(svg, title);
        return frame;
    }

    private void arrivals() {
        Frame frame = panel(0, bounds.arrivals(), "arrivals, records a second");
        curve(frame, Moment::arrivals, ARRIVALS);
    }

    private void age() {
        Frame frame =
                panel(
                        1,
                        bounds.ageSeconds(),
                        "age of the oldest record, seconds; red: what was promised");
        curve(frame, Moment::age, AGE);
        double objective = run.objectiveSeconds();
        svg.line(
                frame.at(0, objective),
                frame.at(run.seconds(), objective),
                OBJECTIVE,
                "class",
                "objective",
                "stroke-width",
                "1.5",
                "stroke-dasharray",
                "6 4");
    }

    private void replicas() {
        Frame frame = panel(2, bounds.replicas(), "replicas; area: ready, line: asked for");
        List<Point> ready = steps(frame, Moment::ready);
        var area = new ArrayList<Point>(ready);
        area.addFirst(new Point(ready.getFirst().x(), frame.bottom()));
        area.add(new Point(ready.getLast().x(), frame.bottom()));
        svg.empty("path", "class", "curve", "d", Svg.path(area) + "Z", "fill", READY);
        draw(steps(frame, Moment::desired), DESIRED);
        frame.drawAcross(svg, "hours since the begin");
    }

    private void curve(Frame frame, ToDoubleFunction<Moment> value, String colour) {
        draw(
                run.thinned(value, POINTS_MAX).stream()
                        .map(each -> frame.at(each.second(), value.applyAsDouble(each)))
                        .toList(),
                colour);
    }

    private void draw(List<Point> points, String colour) {
        svg.empty(
                "path",
                "class",
                "curve",
                "d",
                Svg.path(points),
                "fill",
                "none",
                "stroke",
                colour,
                "stroke-width",
                "1.5",
                "stroke-linejoin",
                "round");
    }

    /** The corners of a curve that changes in jumps. */
    private List<Point> steps(Frame frame, ToDoubleFunction<Moment> value) {
        List<Moment> moments = run.thinned(value, POINTS_MAX);
        var points = new ArrayList<Point>();
        double before = value.applyAsDouble(moments.getFirst());
        points.add(frame.at(0, before));
        for (Moment each : moments) {
            double now = value.applyAsDouble(each);
            if (now != before) {
                points.add(frame.at(each.second(), before));
                points.add(frame.at(each.second(), now));
                before = now;
            }
        }
        points.add(frame.at(run.seconds(), before));
        return points;
    }
}
