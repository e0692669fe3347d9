// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

/** The part of a picture in which values are drawn, with its two axes. */
record Frame(Point corner, double width, double height, Scale across, Scale upward) {

    private static final double GAP = 8;
    private static final double LINE = 18;

    /** Where a pair of values lies. */
    Point at(double x, double y) {
        return new Point(corner.x() + width * across.at(x), bottom() - height * upward.at(y));
    }

    double bottom() {
        return corner.y() + height;
    }

    double right() {
        return corner.x() + width;
    }

    /** Draws the grid, and the numbers of the upward axis. */
    void drawGrid(Svg svg) {
        for (Scale.Tick tick : across.ticks()) {
            double x = corner.x() + width * across.at(tick.value());
            svg.line(new Point(x, corner.y()), new Point(x, bottom()), Svg.GRID);
        }
        for (Scale.Tick tick : upward.ticks()) {
            double y = bottom() - height * upward.at(tick.value());
            svg.line(new Point(corner.x(), y), new Point(right(), y), Svg.GRID);
            svg.label(tick.label(), new Point(corner.x() - GAP, y + 4), "end", Svg.MUTED);
        }
    }

    /** Writes the numbers of the axis across, and what they are. */
    void drawAcross(Svg svg, String title) {
        for (Scale.Tick tick : across.ticks()) {
            double x = corner.x() + width * across.at(tick.value());
            svg.label(tick.label(), new Point(x, bottom() + LINE), "middle", Svg.MUTED);
        }
        svg.label(
                title,
                new Point(corner.x() + width / 2, bottom() + 2 * LINE + 2),
                "middle",
                Svg.INK);
    }

    /** Writes above it what it shows. */
    void drawTitle(Svg svg, String title) {
        svg.label(title, new Point(corner.x(), corner.y() - GAP), "start", Svg.INK);
    }
}
