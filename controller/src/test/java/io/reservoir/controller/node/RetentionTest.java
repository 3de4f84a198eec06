package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.bill.Billed;
import io.reservoir.controller.bill.ManifestTerms;
import io.reservoir.controller.bill.Period;
import io.reservoir.controller.bill.SlaAdjusting;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.bill.Statement;
import io.reservoir.controller.bill.Unrated;
import io.reservoir.controller.explain.Rederivation;
import io.reservoir.controller.image.Entries;
import io.reservoir.controller.image.Replay;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.policy.PolicyArchive;
import io.reservoir.controller.retention.Retention;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.sla.SlaClasses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A service that was up, went, and came again without a new manifest: what is made of its ledger with and without its past. */
class RetentionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String MANIFEST = """
            C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max 6 }
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            Replicas(C1) = RequestPerSecond(C1) / 100  over 30 s
            SLA(C1) = Gold
            """;

    private final NodeLab lab = new NodeLab().host("h1", 16, FailurePlan.NONE);

    private List<Recorded> twoLives() {
        lab.running(MANIFEST);
        lab.run(MINUTE.multipliedBy(3), 480);
        lab.run(MINUTE.multipliedBy(12), 90);
        lab.node.undeploy(SHOP);
        lab.runWithoutReadings(MINUTE.multipliedBy(5));
        assertThat(lab.image().vees()).isEmpty();
        lab.node.activate(SHOP);
        lab.run(MINUTE.multipliedBy(180), 300);
        return lab.recorded();
    }

    private static Entries.Pages pages(List<Recorded> entries) {
        return (service, after, limit) -> entries.stream()
                .filter(recorded -> recorded.service().equals(service) && recorded.seq() > after)
                .limit(limit)
                .toList();
    }

    private static List<Recorded> pruned(List<Recorded> whole, Retention.Cut cut) {
        var pruned = new ArrayList<Recorded>();
        for (var recorded : whole) {
            if (recorded.seq() == cut.seq()) {
                pruned.add(new Recorded(SHOP, cut.seq(), recorded.epoch(), recorded.at(), cut.left()));
            } else if (recorded.seq() > cut.seq()) {
                pruned.add(recorded);
            }
        }
        return pruned;
    }

    private static ServiceImage image(List<Recorded> entries) {
        var image = ServiceImage.empty(SHOP);
        for (var recorded : entries) {
            image = Replay.apply(image, recorded);
        }
        return image;
    }

    private Billed bill(List<Recorded> entries, Instant from) {
        var until = lab.clock.instant();
        var adjusting = new SlaAdjusting(SlaClasses.SHIPPED, new PolicyArchive(pages(List.of()))::find);
        return Statement.of(
                SHOP, entries, new ManifestTerms(), StandardTariff.load(), adjusting, new Period(from, until), until);
    }

    @Test
    void aServiceWithoutItsPastIsDecidedAboutAndBilledAlike() {
        var whole = twoLives();
        var cut = Retention.before(pages(whole), SHOP, lab.clock.instant());
        assertThat(cut).isNotNull();
        assertThat(cut.entries()).isEqualTo(cut.seq()).isGreaterThan(20);
        var rest = pruned(whole, cut);
        assertThat(rest).hasSizeLessThan(whole.size() / 2 + 20).hasSizeGreaterThan(20);

        assertThat(image(rest))
                .as("but for launches of before, which are held against nobody")
                .usingRecursiveComparison()
                .ignoringFields("componentBreakers", "hostBreakers")
                .isEqualTo(image(whole));
        assertThat(rest.stream()
                        .filter(r -> r.entry() instanceof Entry.VeeChanged change
                                && change.vee().incarnation() > 1))
                .as("names are not used again")
                .isNotEmpty();

        var from = cut.at();
        var statement = (Statement) bill(rest, from);
        assertThat(statement.lines()).isNotEmpty().isEqualTo(((Statement) bill(whole, from)).lines());
        assertThat(statement.total()).isPositive().isEqualTo(((Statement) bill(whole, from)).total());
        assertThat(bill(rest, from.minusNanos(1))).isEqualTo(new Unrated.Pruned(from.minusNanos(1), from));

        var derived = Rederivation.of(rest, SHOP, SlaClasses.SHIPPED);
        assertThat(derived.differences()).isEmpty();
        assertThat(derived.decisions()).isPositive();
    }

    @Test
    void thereIsNoPlaceToCutBeforeItWasAtRestNorTwice() {
        var whole = twoLives();
        var cut = Retention.before(pages(whole), SHOP, lab.clock.instant());
        assertThat(cut).isNotNull();

        assertThat(Retention.before(pages(whole), SHOP, cut.at())).isNull();
        assertThat(Retention.before(pages(pruned(whole, cut)), SHOP, lab.clock.instant()))
                .isNull();
        assertThat(cut.left().lives())
                .isEqualTo(image(whole.subList(0, (int) cut.seq())).lives());
    }
}
