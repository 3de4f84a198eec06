package io.reservoir.controller.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.ledger.Entry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgramsTest {
    private static final int MORE_THAN_ARE_KEPT = 1_000;

    private final Programs programs = new Programs();

    private static Entry.Submitted manifest(String file, int cpus) {
        return new Entry.Submitted(file, "service Shop\nC1(" + cpus + " CPU, 1 GB, 1 GB disk)");
    }

    @Test
    void theSameTextIsCompiledOnce() {
        assertThat(programs.of(manifest("a.rsl", 1))).isNotNull().isSameAs(programs.of(manifest("a.rsl", 1)));
    }

    @Test
    void anotherTextIsAnotherProgramAndSoIsAnotherFile() {
        var program = programs.of(manifest("a.rsl", 1));
        assertThat(programs.of(manifest("a.rsl", 2))).isNotNull().isNotEqualTo(program);
        assertThat(programs.of(manifest("b.rsl", 1))).isNotNull().isNotSameAs(program);
    }

    @Test
    void aTextWithErrorsHasNone() {
        var broken = new Entry.Submitted("a.rsl", "service");
        assertThat(programs.of(broken)).isNull();
        assertThat(programs.of(broken)).isNull();
    }

    @Test
    void whatWasNotAskedForLongIsForgottenAndCompiledAnew() {
        var program = programs.of(manifest("a.rsl", 1));
        IntStream.rangeClosed(2, MORE_THAN_ARE_KEPT).forEach(cpus -> programs.of(manifest("a.rsl", cpus)));
        assertThat(programs.of(manifest("a.rsl", 1))).isEqualTo(program).isNotSameAs(program);
    }
}
