package io.reservoir.controller.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code -s}, which may be left out where there is one service. */
final class ServiceOption {
    @Option(
            names = {"-s", "--service"},
            paramLabel = "SERVICE",
            description = "The service; may be left out where there is only one.")
    private @Nullable String service;

    boolean isGiven() {
        return service != null;
    }

    /** The service that is meant. */
    String in(Site site) {
        return service == null ? only(site.names()) : service;
    }

    static String only(List<String> names) {
        return switch (names.size()) {
            case 0 -> throw Refusal.of("there is no service yet", "apply a manifest: ./reservoir apply FILE");
            case 1 -> names.getFirst();
            default ->
                throw Refusal.usage(
                        "there are " + names.size() + " services: say which one with -s",
                        "services: "
                                + names.stream()
                                        .limit(8)
                                        .map(name -> "`" + name + "`")
                                        .collect(Collectors.joining(", "))
                                + (names.size() > 8 ? ", …" : ""));
        };
    }
}
