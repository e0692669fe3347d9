// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

/**
 * How a family looks in a picture: by colour and by shape, for those who see no colours.
 *
 * @param path of the shape about 0 0, some 12 units wide
 */
record Mark(String colour, String path) {

    private static final String CIRCLE = "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z";
    private static final String TRIANGLE = "M0 -6.5L6.5 5.5L-6.5 5.5Z";
    private static final String SQUARE = "M-5.5 -5.5L5.5 -5.5L5.5 5.5L-5.5 5.5Z";
    private static final String DIAMOND = "M0 -7L7 0L0 7L-7 0Z";
    private static final String TRIANGLE_DOWN = "M0 6.5L6.5 -5.5L-6.5 -5.5Z";
    private static final String CROSS =
            "M-6 -2L-2 -2L-2 -6L2 -6L2 -2L6 -2L6 2L2 2L2 6L-2 6L-2 2L-6 2Z";

    static Mark of(Family family) {
        return switch (family) {
            case SloFit -> new Mark("#1d4ed8", CIRCLE);
            case Keda -> new Mark("#c2410c", TRIANGLE);
            case Flink -> new Mark("#0f766e", SQUARE);
            case Numaflow -> new Mark("#7e22ce", DIAMOND);
            case Brandwatch -> new Mark("#be185d", TRIANGLE_DOWN);
            case Static -> new Mark("#64748b", CROSS);
        };
    }

    /** Draws one; a hollow one has only its outline. */
    void draw(Svg svg, Point at, boolean hollow, String tip) {
        svg.open(
                        "path",
                        "class",
                        "mark",
                        "d",
                        path,
                        "transform",
                        "translate(" + Svg.number(at.x()) + " " + Svg.number(at.y()) + ")",
                        "fill",
                        hollow ? "#ffffff" : colour,
                        "stroke",
                        hollow ? colour : "#ffffff",
                        "stroke-width",
                        hollow ? "2" : "1")
                .words("title", tip)
                .close("path");
    }
}
