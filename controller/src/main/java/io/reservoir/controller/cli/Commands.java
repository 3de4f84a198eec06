package io.reservoir.controller.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The commands by name. Only those that are needed are made, so that none loads what another one needs. */
final class Commands {
    static final List<String> ALL = List.of(
            "demo",
            "serve",
            "host",
            "check",
            "fmt",
            "import",
            "export",
            "apply",
            "get",
            "watch",
            "explain",
            "why-not",
            "rules",
            "bill",
            "ledger",
            "activate",
            "undeploy",
            "vee",
            "migrate",
            "console",
            "snapshot",
            "volume",
            "policy",
            "cluster",
            "image",
            "bench",
            "completion",
            "version",
            "help");

    private Commands() {}

    /** What the arguments need: the one command that they begin with, or all where they begin with none. */
    static List<String> named(String... args) {
        return args.length > 0 && ALL.contains(args[0]) && !args[0].equals("help") ? List.of(args[0]) : ALL;
    }

    static CommandLine make(String name, Terminal terminal) {
        var command = switch (name) {
            case "demo" -> new Demo(terminal);
            case "serve" -> new Serve();
            case "host" -> new HostCommand();
            case "check" -> new Check(terminal);
            case "fmt" -> new Format(terminal);
            case "import" -> new Import(terminal);
            case "export" -> new Export(terminal);
            case "apply" -> new Apply(terminal);
            case "get" -> new Get(terminal);
            case "watch" -> new Watch(terminal);
            case "explain" -> new Explain(terminal);
            case "why-not" -> new AskWhyNot(terminal);
            case "rules" -> new Rules(terminal);
            case "bill" -> new Bill(terminal);
            case "ledger" -> new LedgerEntries(terminal);
            case "activate" -> new Lifecycles.Activate(terminal);
            case "undeploy" -> new Lifecycles.Undeploy(terminal);
            case "vee" -> new VeeVerb(terminal);
            case "migrate" -> new Migrate(terminal);
            case "console" -> new Console(terminal);
            case "snapshot" -> new SnapshotCommand(terminal);
            case "volume" -> new VolumeCommand(terminal);
            case "policy" -> new Policy(terminal);
            case "cluster" -> new ClusterStatus(terminal);
            case "image" -> new Images(terminal);
            case "bench" -> new Bench(terminal);
            case "completion" -> new Completion(terminal);
            case "version" -> new Version(terminal);
            case "help" -> new Help(terminal);
            default -> throw new IllegalArgumentException("no such command: " + name);
        };
        var line = new CommandLine(command);
        addHelp(line);
        return line;
    }

    /** Adds {@code --help}, unless it is there. */
    static void addHelp(CommandLine line) {
        var spec = line.getCommandSpec();
        if (spec.findOption("--help") == null) {
            spec.addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Print this help.")
                    .build());
        }
    }
}
