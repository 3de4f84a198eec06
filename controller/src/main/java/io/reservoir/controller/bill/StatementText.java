package io.reservoir.controller.bill;

import io.reservoir.model.money.Tariff;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A statement for people: fixed-width text whose last line is the total. Quantities are shown to three decimals. */
public final class StatementText {
    private static final int SHOWN_DECIMALS = 3;
    private static final int SHOWN_RANGES = 3;
    private static final int SHOWN_DIGITS = 12;

    private StatementText() {}

    /** A header, a line each, and the total. */
    public static String of(Statement statement) {
        var text = new StringBuilder();
        header(statement, text);
        lines(statement).appendTo(text, "");
        return text.toString();
    }

    /** The same with the intervals of each line under it, and the ledger entries that each of them rests on. */
    public static String withEntries(Statement statement) {
        var text = new StringBuilder();
        header(statement, text);
        for (var line : statement.lines()) {
            text.append(formula(line, statement)).append('\n');
            intervals(line).appendTo(text, "  ");
            text.append('\n');
        }
        for (var adjustment : statement.adjustments()) {
            text.append(formula(adjustment, statement)).append("\n\n");
        }
        text.append("total  ")
                .append(statement.total().toPlainString())
                .append(' ')
                .append(statement.currency().getCurrencyCode())
                .append('\n');
        return text.toString();
    }

    private static void header(Statement statement, StringBuilder text) {
        var period = statement.period();
        var table = new Columns(false, false);
        table.row("Statement", statement.service().name());
        table.row("Period", period.from() + " to " + period.to());
        if (statement.until().isBefore(period.to())) {
            table.row("Metered", "until " + statement.until());
        }
        table.row(
                "Tariff",
                statement.tariffs().stream()
                        .map(tariff -> tariff.name() + ", valid from " + tariff.validFrom())
                        .collect(Collectors.joining("; ")));
        table.row("Currency", statement.currency().getCurrencyCode());
        table.row("Usage", shown(statement.veeHours()) + " VEE-hours");
        var ledger = statement.ledger();
        table.row("Ledger", ledger == null ? "no entries" : entries(List.of(ledger)));
        table.appendTo(text, "");
        text.append('\n');
    }

    private static Columns lines(Statement statement) {
        var many = statement.tariffs().size() > 1;
        var prices = decimals(statement.lines(), Statement.Line::unitPrice);
        var factors = decimals(statement.lines(), Statement.Line::priceFactor);
        var table = new Columns(false, false, false, false, true, false, true, true, true, false);
        table.row(
                "Component",
                "Charge",
                "SLA",
                many ? "Tariff" : "",
                "Quantity",
                "",
                "Price",
                "Factor",
                "Amount",
                "Rests on");
        for (var line : statement.lines()) {
            table.row(
                    line.component(),
                    line.dimension().word(),
                    line.slaClass(),
                    many ? line.tariff() : "",
                    shown(line.quantity()),
                    line.unit(),
                    Plain.of(line.unitPrice()).setScale(prices).toPlainString(),
                    line.priceFactor().setScale(factors).toPlainString(),
                    line.amount().toPlainString(),
                    restsOn(line));
        }
        for (var adjustment : statement.adjustments()) {
            table.row(
                    adjustment.component(),
                    word(adjustment) + " " + adjustment.month(),
                    adjustment.slaClass(),
                    "",
                    percent(adjustment.share()),
                    "% of charges",
                    "",
                    "",
                    adjustment.amount().toPlainString(),
                    adjustment.entries().isEmpty() ? "" : entries(adjustment.entries()));
        }
        var code = statement.currency().getCurrencyCode();
        table.row("total", "", "", "", "", "", "", "", statement.total().toPlainString(), code);
        return table;
    }

    private static String formula(Statement.Line line, Statement statement) {
        return line.component() + " " + line.dimension().word() + ", " + line.slaClass() + ", tariff " + line.tariff()
                + ": " + shown(line.quantity()) + " " + line.unit() + " × "
                + Plain.of(line.unitPrice()).toPlainString() + " × "
                + line.priceFactor().toPlainString() + " = "
                + line.amount().toPlainString() + " " + statement.currency().getCurrencyCode() + ", " + restsOn(line);
    }

    private static String formula(Statement.Adjustment adjustment, Statement statement) {
        return adjustment.component() + " " + word(adjustment) + " " + adjustment.month() + ", "
                + adjustment.slaClass() + ": " + percent(adjustment.share()) + " % of "
                + shown(adjustment.base()) + " = " + adjustment.amount().toPlainString() + " "
                + statement.currency().getCurrencyCode() + ": " + adjustment.reason() + "; "
                + adjustment.badMinutes() + " bad and " + adjustment.unknownMinutes() + " unknown of "
                + adjustment.owedMinutes() + " owed minutes; rule `" + adjustment.rule() + "` of "
                + adjustment.author() + ", policy "
                + adjustment
                        .policy()
                        .substring(0, Math.min(SHOWN_DIGITS, adjustment.policy().length()))
                + (adjustment.entries().isEmpty() ? "" : ", " + entries(adjustment.entries()));
    }

    private static String word(Statement.Adjustment adjustment) {
        return switch (adjustment.kind()) {
            case CREDIT -> "credit";
            case SURCHARGE -> "surcharge";
        };
    }

    private static String percent(BigDecimal share) {
        return Plain.of(share.movePointRight(2)).toPlainString();
    }

    private static Columns intervals(Statement.Line line) {
        var table = new Columns(false, false, false, true, true, false);
        table.row("VEE", "From", "To", heading(line.dimension()), "Hours", "Entries");
        for (var interval : line.intervals()) {
            table.row(
                    interval.vee().replica() + "#" + interval.vee().incarnation(),
                    interval.from().toString(),
                    interval.to() + (interval.open() ? " …" : ""),
                    Plain.of(interval.units(line.dimension())).toPlainString(),
                    shown(Charge.hours(interval.seconds())),
                    new SeqRange(interval.firstSeq(), interval.lastSeq())
                            + (interval.manifestSeq() == 0 ? "" : ", manifest " + interval.manifestSeq()));
        }
        return table;
    }

    private static String heading(Tariff.Dimension dimension) {
        return switch (dimension) {
            case VEE -> "Count";
            case VCPU -> "vCPU";
            case MEMORY, DISK -> "GB";
        };
    }

    private static String restsOn(Statement.Line line) {
        var count = line.intervals().size();
        return entries(line.entries()) + " (" + count + (count == 1 ? " interval)" : " intervals)");
    }

    private static String entries(List<SeqRange> ranges) {
        var first = ranges.getFirst();
        var last = ranges.getLast();
        if (ranges.size() > SHOWN_RANGES) {
            return "entries " + new SeqRange(first.first(), last.last()) + " in " + ranges.size() + " ranges";
        }
        var word = first.first() == last.last() ? "entry " : "entries ";
        return word + ranges.stream().map(SeqRange::toString).collect(Collectors.joining(", "));
    }

    private static String shown(BigDecimal hours) {
        return hours.setScale(SHOWN_DECIMALS, RoundingMode.HALF_UP).toPlainString();
    }

    private static int decimals(List<Statement.Line> lines, Function<Statement.Line, BigDecimal> column) {
        return lines.stream()
                .map(column)
                .mapToInt(value -> Plain.of(value).scale())
                .max()
                .orElse(0);
    }

    /** Rows of cells, each column as wide as its widest cell; a column of empty cells is left out. */
    private static final class Columns {
        private static final String GAP = "  ";

        private final boolean[] flushRight;
        private final List<String[]> rows = new ArrayList<>();

        private Columns(boolean... flushRight) {
            this.flushRight = flushRight;
        }

        private void row(String... cells) {
            rows.add(cells);
        }

        private void appendTo(StringBuilder text, String indent) {
            var widths = new int[flushRight.length];
            for (var row : rows) {
                for (var i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(widths[i], length(row[i]));
                }
            }
            for (var row : rows) {
                var line = new StringBuilder(indent);
                for (var i = 0; i < widths.length; i++) {
                    if (widths[i] > 0) {
                        var padding = " ".repeat(widths[i] - length(row[i]));
                        line.append(line.length() > indent.length() ? GAP : "")
                                .append(flushRight[i] ? padding + row[i] : row[i] + padding);
                    }
                }
                text.append(line.toString().stripTrailing()).append('\n');
            }
        }

        private static int length(String cell) {
            return cell.codePointCount(0, cell.length());
        }
    }
}
