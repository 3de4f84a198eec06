package io.reservoir.model.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlaBookTest {
    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);

    private static SlaVersion version(LocalDate from, String name, int priority) {
        return new SlaVersion(
                from,
                new SlaClass(
                        name,
                        null,
                        null,
                        null,
                        0,
                        0,
                        Duration.ZERO,
                        SpreadPromise.NONE,
                        priority,
                        BigDecimal.ONE,
                        List.of()));
    }

    private static List<Integer> priorities(SlaClasses classes) {
        return classes.classes().stream().map(SlaClass::priority).toList();
    }

    @Test
    void aLaterVersionTakesThePlaceOfTheEarlierOnItsFirstDay() {
        var book = new SlaBook(List.of(
                version(MAY, "Gold", 81), version(LocalDate.EPOCH, "Gold", 80), version(LocalDate.EPOCH, "Tin", 5)));

        assertThat(priorities(book.on(MAY.minusDays(1)))).containsExactly(80, 5);
        assertThat(priorities(book.on(MAY))).containsExactly(81, 5);
    }

    @Test
    void namesIgnoreCaseAndAClassThatIsNotValidYetIsNotThere() {
        var book = new SlaBook(List.of(version(LocalDate.EPOCH, "gold", 80), version(MAY, "GOLD", 90)));

        assertThat(priorities(book.on(MAY))).containsExactly(90);
        assertThat(new SlaBook(List.of(version(MAY, "Gold", 1)))
                        .on(MAY.minusDays(1))
                        .classes())
                .isEmpty();
    }

    @Test
    void theShippedBookHoldsTheShippedClassesBestFirst() {
        assertThat(SlaBook.SHIPPED.on(MAY)).isEqualTo(SlaClasses.SHIPPED);
    }
}
