package io.reservoir.controller.bill;

import io.reservoir.dsl.Rsl;
import io.reservoir.model.money.Tariff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** {@code samples/tariffs/standard.rsl}, which comes with the program: the prices where nobody names others. */
public final class StandardTariff {
    private static final String RESOURCE = "/samples/tariffs/standard.rsl";

    private StandardTariff() {}

    public static List<Tariff> load() {
        return Rsl.provider("standard.rsl", text()).tariffs();
    }

    private static String text() {
        try (var in = Objects.requireNonNull(StandardTariff.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
