// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * Draws what each contestant costs and what it breaks: a mark for each, the front of those that no
 * other one beats in both, and how sure the marks are that the comparison rests on.
 */
final class ParetoPicture {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 640;
    private static final double LEFT = 70;
    private static final double TOP = 84;
    private static final double RIGHT = 30;
    private static final double BOTTOM = 60;
    private static final double LETTER_WIDTH = 7.2;
    private static final double LEGEND_GAP = 46;

    private final List<Tally> tallies;
    private final Svg svg;
    private final Frame frame;

    private ParetoPicture(String title, List<Tally> tallies) {
        this.tallies = tallies;
        this.svg =
                new Svg(
                        WIDTH,
                        HEIGHT,
                        title + ": minutes with the promise broken against replica-hours");
        double hours = greatest(Measure.ReplicaHours);
        double minutes = greatest(Measure.ViolationMinutes);
        this.frame =
                new Frame(
                        new Point(LEFT, TOP),
                        WIDTH - LEFT - RIGHT,
                        HEIGHT - TOP - BOTTOM,
                        Scale.linear(hours),
                        Scale.powers(minutes));
        svg.heading(title);
    }

    /** The picture, with a mark for each tally. */
    static String of(String title, List<Tally> tallies) {
        var picture = new ParetoPicture(title, tallies);
        picture.legend();
        picture.frame.drawGrid(picture.svg);
        picture.frame.drawAcross(
                picture.svg,
                "replica-hours, all trials together that can be kept, mean over seeds");
        picture.front();
        picture.tallies.forEach(picture::whiskers);
        picture.marks();
        return picture.svg.finished();
    }

    /**
     * Those that no other beats: fewer violation minutes at no more replica-hours, or the other way
     * round. Hindsight does not count, since nobody can have it.
     */
    static List<Tally> front(List<Tally> tallies) {
        List<Tally> cheapestFirst =
                tallies.stream()
                        .filter(each -> !each.hindsight())
                        .sorted(
                                Comparator.comparingDouble(ParetoPicture::hours)
                                        .thenComparingDouble(ParetoPicture::minutes))
                        .toList();
        var front = new ArrayList<Tally>();
        for (Tally each : cheapestFirst) {
            if (front.isEmpty() || minutes(each) < minutes(front.getLast())) {
                front.add(each);
            }
        }
        return front;
    }

    private void legend() {
        var families = EnumSet.noneOf(Family.class);
        tallies.forEach(each -> families.add(each.family()));
        double x = 32;
        for (Family each : families) {
            Mark mark = Mark.of(each);
            svg.empty(
                    "path",
                    "class",
                    "key",
                    "d",
                    mark.path(),
                    "transform",
                    "translate(" + Svg.number(x) + " 52)",
                    "fill",
                    mark.colour());
            svg.label(each.title(), new Point(x + 13, 56), "start", Svg.INK);
            x += LEGEND_GAP + LETTER_WIDTH * each.title().length();
        }
        svg.label("hollow: chosen with hindsight", new Point(x - 6, 56), "start", Svg.MUTED);
        frame.drawTitle(
                svg,
                "minutes in which the promise was broken; less is better, upward by powers of ten");
    }

    /** Steps, for between two contestants there is none. */
    private void front() {
        var points = new ArrayList<Point>();
        for (Tally each : front(tallies)) {
            Point at = at(each);
            points.add(
                    new Point(
                            at.x(), points.isEmpty() ? frame.corner().y() : points.getLast().y()));
            points.add(at);
        }
        if (!points.isEmpty()) {
            points.add(new Point(frame.right(), points.getLast().y()));
            svg.empty(
                    "path",
                    "class",
                    "front",
                    "d",
                    Svg.path(points),
                    "fill",
                    "none",
                    "stroke",
                    "#94a3b8",
                    "stroke-width",
                    "1.5",
                    "stroke-dasharray",
                    "5 4");
        }
    }

    private void whiskers(Tally tally) {
        boolean shown =
                tally.family() == Family.SloFit
                        || tally.family() == Family.Flink
                        || (tally.family() == Family.Keda && tally.hindsight());
        if (!shown) {
            return;
        }
        Interval hours = Interval.ofMean(tally.values(Measure.ReplicaHours));
        Interval minutes = Interval.ofMean(tally.values(Measure.ViolationMinutes));
        String colour = Mark.of(tally.family()).colour();
        double x = hours(tally);
        double y = minutes(tally);
        svg.line(frame.at(hours.low(), y), frame.at(hours.high(), y), colour, "class", "whisker");
        svg.line(
                frame.at(x, minutes.low()),
                frame.at(x, minutes.high()),
                colour,
                "class",
                "whisker");
    }

    private void marks() {
        var places = new LabelPlaces(frame);
        tallies.forEach(each -> places.mark(at(each)));
        for (Tally each : tallies) {
            Point at = at(each);
            String words = each.hindsight() ? each.name() : each.shortName();
            Point middle = places.words(at, words);
            Mark mark = Mark.of(each.family());
            if (LabelPlaces.needsLine(at, middle)) {
                svg.line(at, middle, mark.colour(), "stroke-width", "0.5");
            }
            mark.draw(
                    svg,
                    at,
                    each.hindsight(),
                    "%s: %s min, %s replica-hours"
                            .formatted(
                                    each.name(),
                                    Figures.number(minutes(each)),
                                    Figures.number(hours(each))));
            svg.words(
                    "text",
                    words,
                    "x",
                    Svg.number(middle.x()),
                    "y",
                    Svg.number(middle.y() + 4),
                    "text-anchor",
                    "middle",
                    "font-size",
                    "12",
                    "fill",
                    mark.colour(),
                    "stroke",
                    "#ffffff",
                    "stroke-width",
                    "3",
                    "paint-order",
                    "stroke");
        }
    }

    private Point at(Tally tally) {
        return frame.at(hours(tally), minutes(tally));
    }

    private double greatest(Measure measure) {
        return tallies.stream().mapToDouble(each -> each.mean(measure)).max().orElse(0);
    }

    private static double hours(Tally tally) {
        return tally.mean(Measure.ReplicaHours);
    }

    private static double minutes(Tally tally) {
        return tally.mean(Measure.ViolationMinutes);
    }
}
