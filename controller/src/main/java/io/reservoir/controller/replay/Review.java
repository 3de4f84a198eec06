package io.reservoir.controller.replay;

import io.reservoir.controller.bill.Billed;
import io.reservoir.controller.bill.ManifestTerms;
import io.reservoir.controller.bill.SlaAdjusting;
import io.reservoir.controller.bill.Statement;
import io.reservoir.controller.bill.Unrated;
import io.reservoir.controller.image.Replay;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Step;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.rules.policy.PolicyCompiler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Goes once more through a run that is over: its ledger beside what the load needed at each moment. */
public final class Review {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long TICKS_A_MINUTE = MINUTE.dividedBy(Scenario.TICK);
    private static final int BOOT_TICKS = 4;

    private final Scenario scenario;
    private final List<Recorded> entries;
    private final List<Tariff> tariffs;
    private final Map<String, OneTier> tiers = new TreeMap<>();
    private ServiceImage image;
    private int next;
    private int decisions;
    private int actions;
    private int maxOwned;
    private long ticks;

    /** One component on its way through the run. */
    private static final class OneTier {
        private final Course target = new Course();
        private final Course bare = new Course();
        private final Shortage shortage = new Shortage();
        private final Shortage bareShortage = new Shortage();
        private final Deque<Integer> booting = new ArrayDeque<>();
        private int maxOwned;
        private int bareActions;
        private long bareTicks;

        void tick(long tick, int ready, int need) {
            shortage.tick(tick, ready < need);
            bareActions += Math.abs(need - bare.value());
            bare.to(need);
            bareTicks += need;
            booting.addLast(need);
            if (booting.size() > BOOT_TICKS) {
                booting.removeFirst();
            }
            bareShortage.tick(tick, Collections.min(booting) < need);
        }
    }

    /** Counts the minutes that were bad for half of them or longer. */
    private static final class Shortage {
        private long minute = -1;
        private int badTicks;
        private int minutes;

        void tick(long tick, boolean bad) {
            if (tick / TICKS_A_MINUTE != minute) {
                minute = tick / TICKS_A_MINUTE;
                badTicks = 0;
            }
            if (bad && ++badTicks == TICKS_A_MINUTE / 2) {
                minutes++;
            }
        }
    }

    private Review(Scenario scenario, List<Recorded> entries, List<Tariff> tariffs) {
        this.scenario = scenario;
        this.entries = entries;
        this.tariffs = tariffs;
        image = ServiceImage.empty(scenario.service());
        scenario.program().spec().components().forEach(c -> tiers.put(c.name(), new OneTier()));
    }

    /** Sums a run up, and bills it by those tariffs. */
    public static Summary of(Scenario scenario, Ledger ledger, List<Tariff> tariffs) {
        var entries = new ArrayList<Recorded>();
        List<Recorded> page;
        do {
            page = ledger.read(scenario.service(), entries.size(), 1_000);
            entries.addAll(page);
        } while (!page.isEmpty());
        return new Review(scenario, entries, tariffs).summary();
    }

    private Summary summary() {
        var anyShort = new Shortage();
        var anyBareShort = new Shortage();
        try (var bare = new BareFormula(scenario)) {
            var before = scenario.start();
            for (var now = before.plus(Scenario.TICK); !now.isAfter(scenario.end()); now = now.plus(Scenario.TICK)) {
                playTo(now);
                var needs = bare.at(before, now);
                needs.forEach(this::tick);
                anyShort.tick(ticks, isShort(needs));
                anyBareShort.tick(ticks, isBareShort(needs));
                ticks++;
                before = now;
            }
        }
        playTo(Instant.MAX);
        return summary(anyShort.minutes, anyBareShort.minutes);
    }

    private void tick(String component, int need) {
        tier(component).tick(ticks, ready(component), need);
    }

    private boolean isShort(Map<String, Integer> needs) {
        return needs.entrySet().stream().anyMatch(e -> ready(e.getKey()) < e.getValue());
    }

    private boolean isBareShort(Map<String, Integer> needs) {
        return needs.keySet().stream().anyMatch(component -> {
            var booting = tier(component).booting;
            return Collections.min(booting) < booting.getLast();
        });
    }

    private OneTier tier(String component) {
        var tier = tiers.get(component);
        if (tier == null) {
            throw new IllegalStateException("no component " + component);
        }
        return tier;
    }

    private int ready(String component) {
        return (int) image.veesOf(component).stream()
                .filter(vee -> vee.phase() == VeePhase.READY)
                .count();
    }

    private void playTo(Instant time) {
        while (next < entries.size() && !entries.get(next).at().isAfter(time)) {
            var recorded = entries.get(next++);
            image = Replay.apply(image, recorded);
            switch (recorded.entry()) {
                case Entry.Decided decided -> decided(decided);
                case Entry.Planned planned -> planned(planned.plan());
                case Entry.Submitted submitted -> {}
                case Entry.Activated activated -> {}
                case Entry.Undeployed undeployed -> {}
                case Entry.Claimed claimed -> {}
                case Entry.Finished finished -> {}
                case Entry.VeeChanged changed -> {}
                case Entry.Noticed noticed -> {}
                case Entry.PolicyInForce inForce -> {}
                case Entry.PolicyApplied applied -> {}
                case Entry.Pruned pruned -> {}
            }
            owned();
        }
    }

    private void decided(Entry.Decided decided) {
        decisions += decided.decisions().size();
        for (var decision : decided.decisions()) {
            if (decision.variable().kind() == Variable.Kind.REPLICAS) {
                tier(decision.variable().component()).target.to((int) decision.target());
            }
        }
    }

    private void planned(Plan plan) {
        for (var step : plan.steps()) {
            switch (step) {
                case Step.Start start -> actions++;
                case Step.Stop stop -> actions++;
                case Step.Resize resize -> actions++;
                case Step.Move move -> actions++;
                case Step.Await await -> {}
                case Step.Drain drain -> {}
                case Step.Keep keep -> {}
                case Step.Remove remove -> {}
            }
        }
    }

    private void owned() {
        maxOwned = Math.max(maxOwned, image.vees().size());
        tiers.forEach((name, tier) ->
                tier.maxOwned = Math.max(tier.maxOwned, image.veesOf(name).size()));
    }

    private Summary summary(int badMinutes, int bareBadMinutes) {
        var minutes = Math.max(1, ticks / TICKS_A_MINUTE);
        var hours = ticks * (double) Scenario.TICK.toSeconds() / 3_600;
        var statement = statement();
        return new Summary(
                hours,
                decisions,
                actions,
                tiers.values().stream().mapToInt(tier -> tier.target.flips()).sum(),
                percent(badMinutes, minutes),
                statement.veeHours(),
                maxOwned,
                statement.total(),
                statement.currency().getCurrencyCode(),
                tiers.entrySet().stream()
                        .map(e -> ofComponent(e.getKey(), e.getValue(), minutes))
                        .toList(),
                bare(bareBadMinutes, minutes),
                statement);
    }

    private static Summary.OfComponent ofComponent(String name, OneTier tier, long minutes) {
        return new Summary.OfComponent(
                name, tier.target.flips(), percent(tier.shortage.minutes, minutes), tier.maxOwned, tier.target.moves());
    }

    private Summary.Bare bare(int badMinutes, long minutes) {
        var veeTicks = tiers.values().stream().mapToLong(tier -> tier.bareTicks).sum();
        return new Summary.Bare(
                tiers.values().stream().mapToInt(tier -> tier.bareActions).sum(),
                tiers.values().stream().mapToInt(tier -> tier.bare.flips()).sum(),
                percent(badMinutes, minutes),
                veeTicks * (double) Scenario.TICK.toSeconds() / 3_600);
    }

    /** To three decimals. */
    private static double percent(long part, long whole) {
        return Math.round(part * 100_000.0 / whole) / 1_000.0;
    }

    private Statement statement() {
        Billed billed = Statement.of(
                scenario.service(),
                entries,
                new ManifestTerms(),
                tariffs,
                new SlaAdjusting(SlaClasses.SHIPPED, hash -> PolicyCompiler.shipped()),
                null,
                scenario.end());
        return switch (billed) {
            case Statement statement -> statement;
            case Unrated unrated -> throw new IllegalStateException(unrated.told());
        };
    }
}
