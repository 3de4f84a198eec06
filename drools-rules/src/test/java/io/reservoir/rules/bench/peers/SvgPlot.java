package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * CPU time of a reading over the number of services, both by powers of ten: a panel for each number of shapes, a line
 * for each contender.
 */
final class SvgPlot {
    private static final double PANEL_WIDTH = 260;
    private static final double PANEL_HEIGHT = 300;
    private static final double LEFT = 64;
    private static final double TOP = 40;
    private static final double GAP = 24;
    private static final double BOTTOM = 48;
    private static final double LEGEND_WIDTH = 190;
    private static final double LINE_HEIGHT = 20;
    private static final double INSET = 12;

    /** Told apart by people with any colour vision. */
    private static final List<String> COLOURS =
            List.of("#000000", "#d55e00", "#0072b2", "#56b4e9", "#009e73", "#cc79a7", "#e69f00", "#999999");

    private final StringBuilder svg = new StringBuilder();
    private final Map<String, List<Cell>> byShapes;
    private final List<String> contenders;
    private final Axis services;
    private final Axis nanos;

    /** Powers of ten from {@code least} to {@code most}. */
    private record Axis(int least, int most) {
        static Axis over(double[] values) {
            int least = Integer.MAX_VALUE;
            int most = Integer.MIN_VALUE;
            for (double value : values) {
                least = Math.min(least, (int) Math.floor(Math.log10(value)));
                most = Math.max(most, (int) Math.ceil(Math.log10(value)));
            }
            return new Axis(least, Math.max(most, least + 1));
        }

        /** Between 0 and 1. */
        double at(double value) {
            return (Math.log10(value) - least) / (most - least);
        }
    }

    private SvgPlot(List<Cell> measured) {
        byShapes =
                measured.stream().collect(Collectors.groupingBy(Cell::shapes, LinkedHashMap::new, Collectors.toList()));
        contenders = measured.stream()
                .map(cell -> cell.outcome().contender())
                .distinct()
                .toList();
        services = Axis.over(
                measured.stream().mapToDouble(c -> c.workload().services()).toArray());
        nanos = Axis.over(measured.stream().mapToDouble(SvgPlot::nanosOf).toArray());
    }

    /** @param cells those that were skipped are left out; at least one was measured */
    static String of(List<Cell> cells) {
        return new SvgPlot(cells.stream()
                        .filter(cell -> cell.outcome() instanceof Outcome.Measured)
                        .toList())
                .draw();
    }

    private static double nanosOf(Cell cell) {
        return ((Outcome.Measured) cell.outcome()).nanosPerReading();
    }

    private String draw() {
        double panels = LEFT + byShapes.size() * (PANEL_WIDTH + GAP);
        add(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" font-family=\"sans-serif\""
                        + " font-size=\"12\">",
                panels + LEGEND_WIDTH,
                TOP + PANEL_HEIGHT + BOTTOM));
        add("<title>CPU time of a reading, by the number of services</title>");
        add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        int panel = 0;
        for (var shapes : byShapes.entrySet()) {
            panel(LEFT + panel * (PANEL_WIDTH + GAP), shapes.getKey(), shapes.getValue(), panel == 0);
            panel++;
        }
        legend(panels);
        add("</svg>");
        return svg.toString();
    }

    private void panel(double left, String title, List<Cell> cells, boolean isFirst) {
        text(left + PANEL_WIDTH / 2, TOP - INSET, "middle", title);
        for (int power = nanos.least(); power <= nanos.most(); power++) {
            double y = y(Math.pow(10, power));
            line(left, y, left + PANEL_WIDTH, y);
            if (isFirst) {
                text(left - INSET / 2, y + INSET / 3, "end", time(power));
            }
        }
        for (int power = services.least(); power <= services.most(); power++) {
            double x = left + x(Math.pow(10, power));
            line(x, TOP, x, TOP + PANEL_HEIGHT);
            text(
                    x,
                    TOP + PANEL_HEIGHT + 1.5 * INSET,
                    power == services.most() ? "end" : "middle",
                    String.format(Locale.ROOT, "%,.0f", Math.pow(10, power)));
        }
        text(left + PANEL_WIDTH / 2, TOP + PANEL_HEIGHT + 3 * INSET, "middle", "services");
        for (int i = 0; i < contenders.size(); i++) {
            curve(left, contenders.get(i), cells, colour(i));
        }
    }

    private void curve(double left, String contender, List<Cell> cells, String colour) {
        var points = cells.stream()
                .filter(cell -> cell.outcome().contender().equals(contender))
                .map(cell -> String.format(
                        Locale.ROOT, "%.1f,%.1f", left + x(cell.workload().services()), y(nanosOf(cell))))
                .toList();
        add(String.format(
                Locale.ROOT,
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>",
                colour,
                String.join(" ", points)));
        for (var point : points) {
            var at = point.split(",", -1);
            add(String.format(
                    Locale.ROOT, "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"/>", at[0], at[1], colour));
        }
    }

    private void legend(double left) {
        for (int i = 0; i < contenders.size(); i++) {
            double y = TOP + LINE_HEIGHT * i + INSET;
            add(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"14\" height=\"4\" fill=\"%s\"/>",
                    left,
                    y - INSET / 2,
                    colour(i)));
            text(left + 2 * INSET, y, "start", contenders.get(i));
        }
    }

    private static String colour(int contender) {
        return COLOURS.get(contender % COLOURS.size());
    }

    private double x(double value) {
        return PANEL_WIDTH * services.at(value);
    }

    private double y(double value) {
        return TOP + PANEL_HEIGHT * (1 - nanos.at(value));
    }

    private static String time(int powerOfNanos) {
        int thousands = Math.floorDiv(powerOfNanos, 3);
        var unit = List.of("ns", "µs", "ms", "s").get(thousands);
        return (int) Math.pow(10, powerOfNanos - 3 * thousands) + " " + unit;
    }

    private void line(double x1, double y1, double x2, double y2) {
        add(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
                x1,
                y1,
                x2,
                y2));
    }

    /** No text here has a character that XML would mind. */
    private void text(double x, double y, String anchor, String text) {
        add(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, text));
    }

    private void add(String element) {
        svg.append(element).append('\n');
    }
}
