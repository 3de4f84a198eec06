package io.reservoir.dsl.ovf;

import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Quantity;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers of the RESERVOIR sections, with the units that their attributes name. */
final class Measured {
    private static final BigDecimal DAYS_OF_MONTH = BigDecimal.valueOf(30);
    private static final BigDecimal DAYS_OF_WEEK = BigDecimal.valueOf(7);

    private final Amounts amounts;

    Measured(Amounts amounts) {
        this.amounts = amounts;
    }

    /** {@code <Window unit="second">30</Window>}: minutes where no unit is named. */
    @Nullable
    Quantity window(Element section) {
        var element = section.first("Window");
        var written = element == null ? null : element.text();
        var number = written == null ? null : amounts.decimal(written);
        if (element == null || written == null || number == null) {
            return null;
        }
        var unit = element.attribute(Namespaces.RESERVOIR, "unit");
        if (unit == null) {
            return new Quantity(written.span(), number, new Name("min", written.span()));
        }
        return switch (unit.lower().replaceFirst("s$", "")) {
            case "second" -> new Quantity(written.span(), number, new Name("s", unit.span()));
            case "minute" -> new Quantity(written.span(), number, new Name("min", unit.span()));
            case "hour" -> new Quantity(written.span(), number, new Name("h", unit.span()));
            case "week" -> days(written, number.multiply(DAYS_OF_WEEK), unit);
            case "month" -> days(written, number.multiply(DAYS_OF_MONTH), unit);
            default -> new Quantity(written.span(), number, unit);
        };
    }

    private static Quantity days(Name written, BigDecimal number, Name unit) {
        return new Quantity(written.span(), number, new Name("d", unit.span()));
    }

    /** A share that is written as a number of per cent. */
    @Nullable
    Quantity percent(@Nullable Name written) {
        var number = written == null ? null : amounts.decimal(written);
        return written == null || number == null
                ? null
                : new Quantity(written.span(), number, new Name("%", written.span()));
    }

    @Nullable
    Quantity plain(@Nullable Name written) {
        var number = written == null ? null : amounts.decimal(written);
        return written == null || number == null ? null : new Quantity(written.span(), number, null);
    }

    /** A number in a unit as measuring instruments write it. */
    @Nullable
    Quantity in(@Nullable Name unit, @Nullable Name written) {
        var number = plain(written);
        if (number == null || unit == null) {
            return number;
        }
        return new Quantity(number.span(), number.number(), new Name(symbol(unit), unit.span()));
    }

    private static String symbol(Name unit) {
        return switch (unit.lower().replaceFirst("s$", "")) {
            case "millisecond", "m" -> "ms";
            case "second" -> "s";
            case "minute" -> "min";
            case "percent", "percentage" -> "%";
            default -> unit.text();
        };
    }
}
