package io.reservoir.controller.simulation;

import java.util.EnumSet;

/** Scratch driver. */
final class Simulate {
    public static void main(String[] args) throws InterruptedException {
        var from = Long.parseLong(args[0]);
        var to = Long.parseLong(args[1]);
        var faults = Fault.parse(args.length > 2 ? args[2] : "");
        var failures = new int[1];
        var thread = Thread.ofVirtual().start(() -> {
            for (long seed = from; seed <= to; seed++) {
                var t = System.nanoTime();
                try {
                    var result = World.run(World.Options.of(seed, EnumSet.copyOf(faults)));
                    System.out.println(seed + " " + (System.nanoTime() - t) / 1_000_000 + " ms " + result);
                } catch (Throwable e) {
                    failures[0]++;
                    var text = String.valueOf(e.getMessage());
                    System.out.println(seed + " FAILED " + (args.length > 3 ? text : text.lines().findFirst().orElse("")));
                    if (args.length > 3) e.printStackTrace(System.out);
                }
            }
        });
        thread.join();
        System.out.println(failures[0] + " failed");
    }
}
