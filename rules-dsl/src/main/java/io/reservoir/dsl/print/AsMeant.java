package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Text;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** From what it means, for statements that nobody typed in the language. */
record AsMeant() implements Written {
    /** What is read back as the same name without quotes. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?: [A-Za-z0-9_]+)*");

    @Override
    public String digits(Quantity quantity) {
        return plain(quantity.number());
    }

    @Override
    public String digits(Statement.Price price) {
        return plain(price.amount());
    }

    private static String plain(BigDecimal number) {
        var plain = number.abs().stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0).toPlainString() : plain.toPlainString();
    }

    @Override
    public String digits(Place place, int replica) {
        return Integer.toString(replica);
    }

    @Override
    public String text(Text text) {
        return quoted(text.value());
    }

    @Override
    public String domain(Name name) {
        return PLAIN_NAME.matcher(name.text()).matches() ? name.text() : quoted(name.text());
    }

    private static String quoted(String value) {
        var escaped = value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
        return "\"" + escaped + "\"";
    }
}
