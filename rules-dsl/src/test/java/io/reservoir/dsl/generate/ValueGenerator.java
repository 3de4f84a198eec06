package io.reservoir.dsl.generate;

/** Names, numbers with units, texts in quotes. */
final class ValueGenerator {
    private final Scribble out;

    ValueGenerator(Scribble out) {
        this.out = out;
    }

    /** A name of the author's: any word may be one, keywords too. */
    String newName() {
        return out.chance(6)
                ? out.any("up", "Rate", "ready", "agent", "http", "get", "windows", "initial", "AFTER", "Of")
                : out.any("C1", "C2", "C11", "Web", "web", "Shop_2", "RED", "x", "h", "Gold", "_a", "Domain1");
    }

    String metric() {
        return out.any("RequestPerSecond", "Users", "users", "ResponseTime", "Load", "LOAD", "Queue", "M2", "Rate");
    }

    String place() {
        return newName() + out.any("", "", "", "[1]", "[ 12 ]", "[007]");
    }

    String date() {
        return "20" + (10 + out.below(80)) + "-1" + out.below(3) + "-" + (10 + out.below(19));
    }

    String number() {
        return out.any("0", "1", "7", "500", "1000", "0.5", "1.50", "99.95", "007", "1e3", "2.5E-2", "3e+2", "0.0001");
    }

    String string() {
        var text = new StringBuilder("\"");
        for (var parts = out.below(4); parts > 0; parts--) {
            text.append(out.any(
                    "a",
                    "images/web.qcow2",
                    " ",
                    "\\\"",
                    "\\\\",
                    "\\n",
                    "\\t",
                    "\t",
                    "// no comment",
                    "/* none */",
                    "%",
                    "\u00e9",
                    "\ud83d\ude00",
                    "(",
                    "{"));
        }
        return text.append('"').toString();
    }

    /** A number with a unit or without. */
    void quantity() {
        out.name(out.chance(4) ? out.any("-", "- ") + number() : number());
        if (out.chance(60)) {
            unit();
        }
    }

    /** A number without a sign, with a unit or without. */
    void amount() {
        out.name(number());
        if (out.chance(50)) {
            unit();
        }
    }

    void duration() {
        out.name(number());
        out.unit(out.any("s", "min", "h", "d", "ms", "seconds", "Minutes", "hour", "min", "s"));
    }

    void unit() {
        out.unit(out.any(
                "%",
                "%", "%", "ms", "s", "min", "h", "MB", "GiB", "Gb", "MBS", "mbps", "req", "users", "VEEs", "EUR",
                "vCPU", "foo"));
        if (out.chance(15)) {
            out.close(out.any("/", " / ")).unit(out.any("s", "min", "h"));
        }
    }
}
