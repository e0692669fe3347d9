// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import dev.headgate.loadtest.chart.Axis;
import dev.headgate.loadtest.chart.Series;
import dev.headgate.loadtest.result.LoadResult;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** The curve of latency by percentile as a PNG, for places that show no web page. */
final class LatencyPicture {

    static final String NAME = "latency.png";

    private static final String HEADLESS = "java.awt.headless";
    private static final int WIDTH = 1_200;
    private static final int HEIGHT = 640;
    private static final int LEFT = 100;
    private static final int RIGHT = 40;
    private static final int TOP = 110;
    private static final int BOTTOM = 60;
    private static final int TARGET_MAX = 90;
    private static final Color INK = new Color(0x17202b);
    private static final Color MUTED = new Color(0x5c6875);
    private static final Color GRID = new Color(0xe3e8ed);
    private static final List<Color> LINES = List.of(new Color(0x2563eb), new Color(0x0d9488));

    private final LoadResult result;
    private final Graphics2D graphics;

    private LatencyPicture(LoadResult result, Graphics2D graphics) {
        this.result = result;
        this.graphics = graphics;
    }

    /**
     * Writes the picture.
     *
     * @return a sentence that says why there is none, where this machine cannot draw text
     */
    static Optional<String> write(LoadResult result, Path file) throws IOException {
        if (System.getProperty(HEADLESS) == null) {
            System.setProperty(HEADLESS, "true");
        }
        BufferedImage image;
        try {
            image = drawn(result);
        } catch (LinkageError | InternalError | RuntimeException e) {
            // Java without fonts fails in any of these ways, depending on what is missing first.
            return Optional.of(
                    "no "
                            + NAME
                            + ": this machine has no fonts that Java can draw with (Debian:"
                            + " apt-get install fontconfig fonts-dejavu-core)");
        }
        ImageIO.write(image, "png", file.toFile());
        return Optional.empty();
    }

    private static BufferedImage drawn(LoadResult result) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, WIDTH, HEIGHT);
            new LatencyPicture(result, graphics).draw();
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private void draw() {
        List<Series> curves = ReportCharts.curves(result);
        Axis x = Axis.percentile(result.latency().count());
        Axis y = ReportCharts.durations(curves);
        title();
        grid(x, y);
        for (int i = 0; i < curves.size(); i++) {
            graphics.setColor(LINES.get(i));
            curve(curves.get(i), x, y);
            int key = LEFT + 230 * i;
            graphics.draw(new Line2D.Double(key, TOP - 26, key + 28.0, TOP - 26));
            write(curves.get(i).name(), key + 38, TOP - 21, MUTED, 16, Font.PLAIN);
        }
    }

    private void title() {
        String run = PlainText.of(result.run().id(), TARGET_MAX / 2);
        write("Latency by percentile, run " + run, LEFT, 38, INK, 22, Font.BOLD);
        String target = PlainText.of(result.run().target(), TARGET_MAX);
        String rate = Figures.rate(result.requests().achievedRate());
        write(target + ", " + rate, LEFT, 64, MUTED, 16, Font.PLAIN);
    }

    private void grid(Axis x, Axis y) {
        for (var tick : y.ticks()) {
            double at = yAt(y, tick.value());
            graphics.setColor(GRID);
            graphics.draw(new Line2D.Double(LEFT, at, (double) WIDTH - RIGHT, at));
            int start = LEFT - 12 - widthOf(tick.label());
            write(tick.label(), start, (int) at + 5, MUTED, 15, Font.PLAIN);
        }
        for (var tick : x.ticks()) {
            int at = (int) xAt(x, tick.value());
            int half = widthOf(tick.label()) / 2;
            write(tick.label(), at - half, HEIGHT - BOTTOM + 26, MUTED, 15, Font.PLAIN);
        }
    }

    private void curve(Series curve, Axis x, Axis y) {
        var path = new Path2D.Double();
        for (var point : curve.points()) {
            if (point.known()) {
                double atX = xAt(x, point.x());
                double atY = yAt(y, point.y());
                if (path.getCurrentPoint() == null) {
                    path.moveTo(atX, atY);
                } else {
                    path.lineTo(atX, atY);
                }
            }
        }
        graphics.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
    }

    private void write(String words, int x, int y, Color colour, int size, int weight) {
        graphics.setColor(colour);
        graphics.setFont(new Font(Font.SANS_SERIF, weight, size));
        graphics.drawString(words, x, y);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    }

    private int widthOf(String words) {
        return graphics.getFontMetrics().stringWidth(words);
    }

    private static double xAt(Axis axis, double value) {
        return LEFT + axis.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double yAt(Axis axis, double value) {
        return HEIGHT - BOTTOM - axis.place(value) * (HEIGHT - TOP - BOTTOM);
    }
}
