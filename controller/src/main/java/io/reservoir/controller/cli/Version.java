package io.reservoir.controller.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code version}. */
@Command(name = "version", description = "Print the version of Reservoir and of the JVM that it runs on.")
final class Version implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final OutputOption output = new OutputOption();

    Version(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The versions, for programs. */
    record Report(String version, String java, String os) {}

    static String number() {
        var built = Version.class.getPackage().getImplementationVersion();
        return built == null ? "(not packaged)" : built;
    }

    @Override
    public Integer call() {
        var java = Runtime.version().toString();
        var os = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (output.isJson()) {
            Json.print(terminal, new Report(number(), java, os));
        } else {
            terminal.print("reservoir " + number() + " (Java " + java + ", " + os + ")\n");
        }
        return Exit.OK;
    }
}
