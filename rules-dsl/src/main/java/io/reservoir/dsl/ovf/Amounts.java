package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.model.diagnostic.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads amounts with units of the standard, {@code byte * 2^20}, and in every other way that is met. */
final class Amounts {
    private static final Pattern UNIT =
            Pattern.compile("([a-z]+)\\s*(?:\\*\\s*(?:(\\d{1,4})\\s*\\^\\s*(\\d{1,2})|(\\d{1,15})))?");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,20}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");

    /** Names of whole units: in virtual hardware they are binary. */
    private static final Map<String, BigInteger> BYTES = Map.ofEntries(
            Map.entry("byte", BigInteger.ONE),
            Map.entry("bytes", BigInteger.ONE),
            Map.entry("b", BigInteger.ONE),
            Map.entry("kilobytes", BigInteger.TWO.pow(10)),
            Map.entry("kb", BigInteger.TWO.pow(10)),
            Map.entry("kib", BigInteger.TWO.pow(10)),
            Map.entry("megabytes", BigInteger.TWO.pow(20)),
            Map.entry("mb", BigInteger.TWO.pow(20)),
            Map.entry("mib", BigInteger.TWO.pow(20)),
            Map.entry("gigabytes", BigInteger.TWO.pow(30)),
            Map.entry("gb", BigInteger.TWO.pow(30)),
            Map.entry("gib", BigInteger.TWO.pow(30)),
            Map.entry("terabytes", BigInteger.TWO.pow(40)),
            Map.entry("tb", BigInteger.TWO.pow(40)));

    /** Units to write bytes in, the greatest first. */
    private static final Map<String, BigInteger> WRITTEN = new LinkedHashMap<>();

    static {
        var names = "KMGT";
        for (var i = names.length(); i > 0; i--) {
            WRITTEN.put(names.charAt(i - 1) + "iB", BigInteger.TWO.pow(10 * i));
            WRITTEN.put(names.charAt(i - 1) + "B", BigInteger.TEN.pow(3 * i));
        }
    }

    private final Problems problems;

    Amounts(Problems problems) {
        this.problems = problems;
    }

    /** How many bytes one of that unit is: bytes where none is written; null, with an error, if it is none. */
    @Nullable
    BigInteger bytes(@Nullable Name unit) {
        if (unit == null || unit.text().isBlank()) {
            return BigInteger.ONE;
        }
        var matcher = UNIT.matcher(unit.lower().strip());
        var base = matcher.matches() ? BYTES.get(matcher.group(1)) : null;
        if (base == null) {
            problems.error(
                    Code.OVF_UNITS,
                    unit.span(),
                    Problems.quoted(unit.text()) + " is no unit of memory or disk",
                    "such as `byte * 2^20` or `byte * 10^9`");
            return null;
        }
        if (matcher.group(4) != null) {
            return base.multiply(new BigInteger(matcher.group(4)));
        }
        var factor = matcher.group(2);
        return factor == null ? base : base.multiply(new BigInteger(factor).pow(Integer.parseInt(matcher.group(3))));
    }

    /** A whole number that is not negative; null, with an error, if it is none. */
    @Nullable
    BigInteger whole(Name written) {
        if (WHOLE.matcher(written.text().strip()).matches()) {
            return new BigInteger(written.text().strip());
        }
        problems.error(
                Code.OVF_VALUE, written.span(), "a whole number is wanted, not " + Problems.quoted(written.text()));
        return null;
    }

    /** A number that is not negative; null, with an error, if it is none. */
    @Nullable
    BigDecimal decimal(Name written) {
        if (DECIMAL.matcher(written.text().strip()).matches()) {
            return new BigDecimal(written.text().strip());
        }
        problems.error(Code.OVF_VALUE, written.span(), "a number is wanted, not " + Problems.quoted(written.text()));
        return null;
    }

    /** The number as one of the language's, if it is one. */
    @Nullable
    Quantity count(Name written) {
        var number = whole(written);
        return number == null ? null : new Quantity(written.span(), new BigDecimal(number), null);
    }

    /** That many bytes, in the greatest unit of which they are a whole number. */
    static Quantity inBytes(BigInteger bytes, Span span) {
        for (var unit : WRITTEN.entrySet()) {
            var parts = bytes.divideAndRemainder(unit.getValue());
            if (parts[1].signum() == 0 && parts[0].signum() > 0) {
                return new Quantity(span, new BigDecimal(parts[0]), new Name(unit.getKey(), span));
            }
        }
        return new Quantity(span, new BigDecimal(bytes), new Name("B", span));
    }

    /** True for {@code true}, {@code 1} and {@code yes}. */
    static boolean isTrue(@Nullable Name written) {
        return written != null
                && switch (written.text().strip().toLowerCase(Locale.ROOT)) {
                    case "true", "1", "yes" -> true;
                    default -> false;
                };
    }
}
