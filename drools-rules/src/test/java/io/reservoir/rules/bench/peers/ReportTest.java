package io.reservoir.rules.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.rules.bench.ClosureLoop;
import io.reservoir.rules.bench.Outcome;
import io.reservoir.rules.bench.Workload;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** What is said of measurements, on measurements that were made up. */
class ReportTest {
    private static final Workload FEW = new Workload(100, 1);
    private static final Workload MANY = new Workload(1_000, 1_000);

    private static final List<Cell> CELLS = List.of(
            new Cell(FEW, new Outcome.Measured(ClosureLoop.NAME, 50, 0, 1, 2_000), 50),
            new Cell(FEW, new Outcome.Measured("Other", 1_500, 320.4, 1_234, 7_890), 50),
            new Cell(MANY, new Outcome.Measured("Other", 2_500, 320.4, 12.3, 789_000), 60),
            new Cell(MANY, new Outcome.Skipped("Slow", "it would take too long"), Double.NaN));

    @Test
    void aRowSaysWhatAReadingTakesAndHowOftenTheLoopThatIs() {
        assertThat(MarkdownTable.of(CELLS).lines())
                .contains(
                        "| 100 | one shape | closure loop | 50 ns | 1.0 | 0 B | 2.0 KB | 1 ms |",
                        "| 100 | one shape | Other | 1.5 µs | 30 | 320 B | 7.9 KB | 1.2 s |",
                        "| 1,000 | all distinct | Other | 2.5 µs | 42 | 320 B | 789 KB | 12 ms |");
    }

    @Test
    void whatWasSkippedIsSaidWithItsReason() {
        assertThat(MarkdownTable.of(CELLS).lines())
                .contains(
                        "| 1,000 | all distinct | Slow | – | – | – | – | – |",
                        "- Slow, 1,000 services, all distinct: it would take too long");
    }

    @Test
    void thePlotHasAPanelForEachNumberOfShapesAndAPointForEachMeasurement() throws Exception {
        var plot = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(SvgPlot.of(CELLS))));

        assertThat(plot.getElementsByTagName("circle").getLength()).isEqualTo(3);
        assertThat(plot.getDocumentElement().getTextContent())
                .contains("one shape", "all distinct", "Other", ClosureLoop.NAME)
                .doesNotContain("Slow");
    }

    @Test
    void aLineOfAChildSaysWhatItMeasured() {
        assertThat(MeasureOne.read("measured\tOther\t1.5\t2.0\t3.0\t4.0"))
                .isEqualTo(new Outcome.Measured("Other", 1.5, 2, 3, 4));
        assertThat(MeasureOne.read("skipped\tSlow\ttoo slow")).isEqualTo(new Outcome.Skipped("Slow", "too slow"));
        assertThat(MeasureOne.read("SLF4J says something")).isNull();
    }
}
