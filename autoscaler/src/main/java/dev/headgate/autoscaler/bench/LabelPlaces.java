// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds a place for words beside each mark where they hide as little as possible: it tries places
 * around the mark, near ones first, and takes the one with the least that is already there. Not for
 * several threads.
 */
final class LabelPlaces {

    /** What letters take; fonts differ, so that it is rather more. */
    private static final double LETTER_WIDTH = 6.8;

    private static final double LETTER_HEIGHT = 13;
    private static final double MARK = 8;
    private static final List<Double> DISTANCES = List.of(10.0, 22.0, 38.0, 56.0);
    private static final int DIRECTIONS = 16;
    private static final double PRICE_OF_DISTANCE = 2;
    private static final double PRICE_OUTSIDE = 1_000;

    private final Frame frame;
    private final List<Box> taken = new ArrayList<>();

    /** Within a frame in which nothing is yet. */
    LabelPlaces(Frame frame) {
        this.frame = frame;
    }

    /** A rectangle. */
    private record Box(double left, double top, double right, double bottom) {

        static Box around(Point middle, double width, double height) {
            return new Box(
                    middle.x() - width / 2,
                    middle.y() - height / 2,
                    middle.x() + width / 2,
                    middle.y() + height / 2);
        }

        double common(Box other) {
            double across = Math.min(right, other.right) - Math.max(left, other.left);
            double down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
            return Math.max(0, across) * Math.max(0, down);
        }
    }

    /** Takes the place of a mark. */
    void mark(Point at) {
        taken.add(Box.around(at, 2 * MARK, 2 * MARK));
    }

    /** Takes a place for words beside a mark, and tells its middle. */
    Point words(Point mark, String words) {
        double width = LETTER_WIDTH * words.length();
        Point best = mark;
        double least = Double.POSITIVE_INFINITY;
        for (double distance : DISTANCES) {
            for (int direction = 0; direction < DIRECTIONS; direction++) {
                double angle = 2 * Math.PI * direction / DIRECTIONS;
                Point middle =
                        new Point(
                                mark.x() + Math.cos(angle) * (distance + width / 2),
                                mark.y() + Math.sin(angle) * (distance + LETTER_HEIGHT / 2));
                double price =
                        PRICE_OF_DISTANCE * distance
                                + price(Box.around(middle, width, LETTER_HEIGHT));
                if (price < least) {
                    least = price;
                    best = middle;
                }
            }
        }
        taken.add(Box.around(best, width, LETTER_HEIGHT));
        return best;
    }

    /** Whether words are so far from their mark that a line has to lead there. */
    static boolean needsLine(Point mark, Point words) {
        return Math.abs(words.y() - mark.y()) > DISTANCES.get(1) + LETTER_HEIGHT / 2 - 1;
    }

    private double price(Box box) {
        double price = 0;
        for (Box each : taken) {
            price += each.common(box);
        }
        boolean outside =
                box.left < frame.corner().x()
                        || box.right > frame.right()
                        || box.top < frame.corner().y()
                        || box.bottom > frame.bottom();
        return outside ? price + PRICE_OUTSIDE : price;
    }
}
