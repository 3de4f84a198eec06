package io.reservoir.dsl.generate;

/** What a provider writes: SLA classes and tariffs. */
final class ProviderGenerator {
    private final Scribble out;
    private final ValueGenerator values;

    ProviderGenerator(Scribble out, ValueGenerator values) {
        this.out = out;
        this.values = values;
    }

    void slaClass() {
        out.close("sla").words("class").name(values.newName());
        from();
        out.block(this::term);
    }

    private void from() {
        if (out.chance(50)) {
            out.words("from").name(values.date());
        }
    }

    private void term() {
        switch (out.below(10)) {
            case 0 -> quantity("availability").words("per month");
            case 1 -> {
                quantity("response " + out.any("p95", "p99")).words("over");
                values.duration();
                quantity("in");
                out.words(out.any("of windows", "priority 5"));
            }
            case 2 -> {
                out.words("replace within");
                values.duration();
            }
            case 3 -> quantity("headroom");
            case 4 -> quantity("band up");
            case 5 -> {
                out.words("stabilise down");
                values.duration();
            }
            case 6 -> {
                quantity(out.any("spread", "spread soft"));
                if (out.chance(50)) {
                    quantity("or");
                }
            }
            case 7 -> quantity("priority");
            case 8 -> quantity("price factor");
            default -> {
                quantity("credit");
                quantity("below");
            }
        }
    }

    private Scribble quantity(String words) {
        out.words(words);
        values.quantity();
        return out;
    }

    void tariff() {
        out.close("tariff").name(values.newName());
        from();
        out.block(() -> {
            if (out.chance(25)) {
                out.words("currency").words(out.any("EUR", "USD", "euros"));
            } else {
                out.words(out.any("vee", "vcpu", "memory", "disk", "other"))
                        .name(values.number())
                        .words("per");
                out.words(out.any("hour", "GB hour", "h", "month"));
            }
        });
    }
}
