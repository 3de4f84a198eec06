package io.reservoir.controller.explain;

import io.reservoir.controller.bill.ManifestTerms;
import io.reservoir.controller.bill.Spending;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.decide.Pipeline;
import io.reservoir.controller.image.Entries;
import io.reservoir.controller.image.Replay;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.node.Circumstances;
import io.reservoir.controller.node.Costs;
import io.reservoir.controller.node.Decider;
import io.reservoir.controller.node.Inputs;
import io.reservoir.controller.node.Oversights;
import io.reservoir.controller.node.ServiceMoment;
import io.reservoir.controller.observe.Addresses;
import io.reservoir.controller.plan.ReplicaValues;
import io.reservoir.controller.plan.Situation;
import io.reservoir.controller.policy.PolicyArchive;
import io.reservoir.controller.sla.ManifestPromises;
import io.reservoir.controller.sla.SlaAccount;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.Calculation;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.StageLine;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.Component;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.rules.policy.Judge;
import io.reservoir.rules.policy.PolicyRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Works recorded decisions out again, from what stands in the ledger before them: the inputs that were recorded, the
 * manifest that was in force and the state of then give the indicators, every stage and the target. What hosts had room
 * for is in no ledger: what could not be placed is not compared.
 */
public final class Rederivation {
    private final SlaClasses classes;
    private final Function<String, @Nullable PolicyRules> policies;
    private final SlaAccount account;
    private final List<Difference> differences = new ArrayList<>();
    private final Spending spending = new Spending(new ManifestTerms(), StandardTariff.load());
    private ServiceImage image;
    private @Nullable CheckedService program;
    private int decisions;

    /**
     * What came of it.
     *
     * @param decisions how many were worked out again
     * @param lastSeq the last entry of the ledger that was looked at
     */
    public record Result(String service, int decisions, long lastSeq, List<Difference> differences) {}

    /**
     * A number that is not what follows from the record.
     *
     * @param seq the entry that it stands in
     * @param what the indicator or stage that it is of
     */
    public record Difference(long seq, String variable, String what, String recorded, String derived) {}

    private Rederivation(ServiceId service, SlaClasses classes, Function<String, @Nullable PolicyRules> policies) {
        this.classes = classes;
        this.policies = policies;
        account = SlaAccount.running(new ManifestPromises(classes));
        image = ServiceImage.empty(service);
    }

    /**
     * All decisions of a ledger.
     *
     * @param classes the SLA classes that were in force
     */
    public static Result of(Ledger ledger, ServiceId service, SlaClasses classes) {
        var rederivation = new Rederivation(service, classes, new PolicyArchive(ledger::read)::find);
        Entries.tell(ledger::read, service, 0, rederivation::take);
        return rederivation.result();
    }

    /** The same of entries at hand, from the first one on, under the shipped policy. */
    public static Result of(List<Recorded> entries, ServiceId service, SlaClasses classes) {
        var rederivation =
                new Rederivation(service, classes, new PolicyArchive((site, after, limit) -> List.of())::find);
        entries.forEach(rederivation::take);
        return rederivation.result();
    }

    private Result result() {
        return new Result(image.id().name(), decisions, image.lastSeq(), List.copyOf(differences));
    }

    private void take(Recorded recorded) {
        var manifest = recorded.manifest();
        if (manifest != null && manifest.entry() instanceof Entry.Submitted(var file, var text)) {
            program = Rsl.compile(file, text, classes).service();
        }
        if (recorded.entry() instanceof Entry.Decided decided) {
            check(recorded.seq(), decided.decisions());
        }
        image = Replay.apply(image, recorded);
        spending.add(recorded);
        account.accept(recorded);
    }

    /** In the order in which they were made: what one spends, the next one has no more. */
    private void check(long seq, List<Decision> made) {
        var inForce = program;
        if (inForce == null || inForce.budget() == null) {
            made.forEach(decision -> check(seq, decision, null));
            return;
        }
        var at = made.getFirst().at();
        var costs = new Costs(inForce.budget(), spending, Decider.tiers(inForce, image, at), at);
        inForce.spec().components().stream()
                .sorted(Decider.byPriority(classes))
                .flatMap(component -> made.stream()
                        .filter(d -> d.variable().component().equals(component.name()))
                        .sorted(Comparator.comparing(Decision::variable)))
                .forEach(decision -> {
                    check(seq, decision, costs);
                    costs.decided(decision.variable(), decision.target());
                });
    }

    /** Whether most services were unknown then is not in this ledger: what was recorded of that is taken as it is. */
    private static @Nullable String blackout(Decision decision) {
        return decision.lines().stream()
                .map(StageLine::text)
                .filter(text -> text.startsWith(Decision.GLOBAL_HOLD))
                .map(text -> text.substring(Decision.GLOBAL_HOLD.length()))
                .findFirst()
                .orElse(null);
    }

    private void check(long seq, Decision decision, @Nullable Costs costs) {
        decisions++;
        var inForce = program;
        if (inForce == null || !Decider.isDecided(inForce, decision.variable())) {
            differ(seq, decision, "manifest", decision.variable().toString(), "not decided by the manifest in force");
            return;
        }
        var places = Inputs.of(decision.variable(), inForce);
        var expected = places.inputs().size() + places.indicators().size();
        if (decision.inputs().size() != expected) {
            differ(seq, decision, "inputs", decision.inputs().size() + " inputs", expected + " inputs");
            return;
        }
        var inputs = inputs(decision, inForce, places);
        indicators(seq, decision, inForce, places, inputs);
        var situation = new Situation(
                inForce.spec(), classes, image, List.of(), Addresses.NONE, ReplicaValues.UNKNOWN, decision.at());
        var circumstances = new Circumstances(costs, blackout(decision), oversights(inForce, decision.at()));
        var question = new ServiceMoment(inForce, classes, situation, inputs, circumstances)
                .question(decision.variable(), inputs);
        stages(seq, decision, Pipeline.decide(question).decision());
    }

    /** Policy as it was in force then; where it is not known any more it says nothing, and what it did differs. */
    private Oversights oversights(CheckedService program, Instant at) {
        var hash = image.policy();
        var rules = hash == null ? null : policies.apply(hash);
        return new Oversights(
                rules == null ? Judge.SILENT : rules,
                program.spec().components().stream()
                        .map(Component::name)
                        .collect(Collectors.toMap(Function.identity(), name -> account.burn(name, at))));
    }

    /** Those that were recorded at their places; no statement about the variable reads the others. */
    private static List<Value> inputs(Decision decision, CheckedService program, Inputs.Places places) {
        var inputs =
                new ArrayList<>(Collections.nCopies(program.inputs().size(), Value.unknown("no statement reads it")));
        for (var i = 0; i < places.inputs().size(); i++) {
            inputs.set(places.inputs().get(i), decision.inputs().get(i).value());
        }
        return inputs;
    }

    private void indicators(
            long seq, Decision decision, CheckedService program, Inputs.Places places, List<Value> inputs) {
        var calculation = new Calculation(program);
        calculation.take(inputs);
        for (var i = 0; i < places.indicators().size(); i++) {
            var recorded = decision.inputs().get(places.inputs().size() + i);
            var derived = calculation.indicator(places.indicators().get(i), "");
            if (!told(recorded.value()).equals(told(derived))) {
                differ(seq, decision, recorded.name(), told(recorded.value()), told(derived));
            }
        }
    }

    private void stages(long seq, Decision recorded, Decision derived) {
        var lines = Math.max(recorded.lines().size(), derived.lines().size());
        for (var i = 0; i < lines; i++) {
            var was = stage(recorded, i);
            var is = stage(derived, i);
            if (!was.equals(is)) {
                differ(seq, recorded, "stage " + (i + 1), was, is);
            }
        }
        number(seq, recorded, "from", recorded.from(), derived.from());
        number(seq, recorded, "target", recorded.target(), derived.target());
    }

    private static String stage(Decision decision, int index) {
        if (index >= decision.lines().size()) {
            return "none";
        }
        var line = decision.lines().get(index);
        return line.stage() + " " + line.result();
    }

    private void number(long seq, Decision decision, String what, double recorded, double derived) {
        if (Double.compare(recorded, derived) != 0) {
            differ(seq, decision, what, Numbers.plain(recorded), Numbers.plain(derived));
        }
    }

    /** A value to the bit, without the cause: that is told in words that may be others. */
    private static String told(Value value) {
        return switch (value) {
            case Value.Known(var number) -> Double.toString(number);
            case Value.AtLeast(var number, var cause) -> "at least " + number;
            case Value.Unknown unknown -> "unknown";
        };
    }

    private void differ(long seq, Decision decision, String what, String recorded, String derived) {
        differences.add(new Difference(seq, decision.variable().toString(), what, recorded, derived));
    }
}
