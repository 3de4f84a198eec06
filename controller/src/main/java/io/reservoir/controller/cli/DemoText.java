package io.reservoir.controller.cli;

import io.reservoir.controller.replay.Summary;
import io.reservoir.model.reading.Numbers;
import java.util.Locale;

/** The summary of a run for people. */
final class DemoText {
    private DemoText() {}

    static String of(Summary summary, boolean compare) {
        var text = new StringBuilder();
        line(text, compare, "", "Reservoir", "bare formula");
        line(text, compare, "hours replayed", Numbers.plain(summary.hours()), Numbers.plain(summary.hours()));
        line(text, compare, "decisions recorded", count(summary.decisions()), "–");
        line(
                text,
                compare,
                "actions",
                count(summary.actions()),
                count(summary.bare().actions()));
        line(
                text,
                compare,
                "direction flips",
                count(summary.flips()),
                count(summary.bare().flips()));
        line(
                text,
                compare,
                "under-provisioned",
                percent(summary.underProvisionedPercent()),
                percent(summary.bare().underProvisionedPercent()));
        line(
                text,
                compare,
                "VEE-hours",
                Numbers.plain(summary.veeHours().doubleValue()),
                Numbers.plain(summary.bare().veeHours()));
        line(text, compare, "most VEEs owned at once", count(summary.maxOwned()), "–");
        line(text, compare, "bill", summary.billTotal().toPlainString() + " " + summary.currency(), "–");
        text.append('\n');
        for (var component : summary.components()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-6s target moved %,d times, turned round %,d times; under-provisioned %s of minutes; at most %d owned%n",
                    component.component(),
                    component.targetChanges(),
                    component.flips(),
                    percent(component.underProvisionedPercent()),
                    component.maxOwned()));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, boolean compare, String name, String ours, String bare) {
        if (compare) {
            text.append(String.format(Locale.ROOT, "%-26s %16s %16s%n", name, ours, bare));
        } else if (!name.isEmpty()) {
            text.append(String.format(Locale.ROOT, "%-26s %16s%n", name, ours));
        }
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String percent(double percent) {
        return Numbers.plain(percent) + " %";
    }
}
