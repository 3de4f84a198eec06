package io.reservoir.controller.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a SARIF 2.1.0 document that a check needs, called as the standard calls them. */
record SarifLog(String version, @JsonProperty("$schema") String schema, List<Run> runs) {
    /**
     * One run of the tool.
     *
     * @param columnKind what a column counts
     * @param newlineSequences what ends a line
     */
    record Run(
            Tool tool,
            List<Invocation> invocations,
            List<Result> results,
            String columnKind,
            List<String> newlineSequences) {}

    record Tool(Driver driver) {}

    record Driver(String name, String version, List<Rule> rules) {}

    record Rule(String id, Message shortDescription) {}

    /** How the run went, apart from what it found. */
    record Invocation(boolean executionSuccessful, List<Notification> toolExecutionNotifications) {}

    /** Why something could not be looked at. */
    record Notification(String level, Message message, List<Location> locations) {}

    /** One thing that was found; {@code ruleIndex} is the place of its rule among those of the driver. */
    record Result(String ruleId, int ruleIndex, String level, Message message, List<Location> locations) {}

    record Message(String text) {}

    record Location(PhysicalLocation physicalLocation) {}

    /** A place; {@code region} is absent where it is a whole file. */
    record PhysicalLocation(
            ArtifactLocation artifactLocation, @Nullable Region region) {}

    record ArtifactLocation(String uri) {}

    /** From the first column up to and without the last. */
    record Region(int startLine, int startColumn, int endLine, int endColumn) {}
}
