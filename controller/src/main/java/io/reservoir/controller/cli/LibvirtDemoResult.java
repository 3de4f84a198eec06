package io.reservoir.controller.cli;

import io.reservoir.controller.bill.StatementText;
import java.math.BigDecimal;
import java.util.Locale;

/** What programs get of a run on real guests: what they get of any demo, and what only real guests can show. */
record LibvirtDemoResult(
        double hours,
        int decisions,
        int actions,
        int flips,
        double underProvisionedPercent,
        BigDecimal veeHours,
        int maxOwned,
        BigDecimal billTotal,
        String currency,
        int migrations,
        int failedRequests) {

    private static LibvirtDemoResult of(LibvirtDemo.Outcome outcome) {
        var summary = outcome.summary();
        return new LibvirtDemoResult(
                summary.hours(),
                summary.decisions(),
                summary.actions(),
                summary.flips(),
                summary.underProvisionedPercent(),
                summary.veeHours(),
                summary.maxOwned(),
                summary.billTotal(),
                summary.currency(),
                outcome.migrations(),
                outcome.traffic().failed());
    }

    static void print(LibvirtDemo.Outcome outcome, boolean isJson, Terminal terminal) {
        if (isJson) {
            Json.print(terminal, of(outcome));
            return;
        }
        var traffic = outcome.traffic();
        terminal.print(DemoText.of(outcome.summary(), false));
        terminal.print(String.format(
                Locale.ROOT,
                "%,d requests, %d failed; 95 of 100 were served within %,d ms%n%d live migration%s%n",
                traffic.sent(),
                traffic.failed(),
                traffic.p95().toMillis(),
                outcome.migrations(),
                outcome.migrations() == 1 ? "" : "s"));
        traffic.reasons().forEach(reason -> terminal.tell(" failed: " + reason));
        terminal.print("\n" + StatementText.of(outcome.summary().statement()));
    }
}
