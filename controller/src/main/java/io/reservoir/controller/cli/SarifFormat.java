package io.reservoir.controller.cli;

import io.reservoir.controller.cli.SarifLog.ArtifactLocation;
import io.reservoir.controller.cli.SarifLog.Driver;
import io.reservoir.controller.cli.SarifLog.Invocation;
import io.reservoir.controller.cli.SarifLog.Location;
import io.reservoir.controller.cli.SarifLog.Message;
import io.reservoir.controller.cli.SarifLog.Notification;
import io.reservoir.controller.cli.SarifLog.PhysicalLocation;
import io.reservoir.controller.cli.SarifLog.Region;
import io.reservoir.controller.cli.SarifLog.Result;
import io.reservoir.controller.cli.SarifLog.Rule;
import io.reservoir.controller.cli.SarifLog.Run;
import io.reservoir.controller.cli.SarifLog.Tool;
import io.reservoir.dsl.problem.Code;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.Severity;
import io.reservoir.model.diagnostic.Span;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a check found as SARIF 2.1.0, the format that code scanners and editors read. */
final class SarifFormat implements CheckFormat {
    private static final String VERSION = "2.1.0";
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final List<String> CODES =
            Stream.of(Code.values()).map(Code::code).toList();

    @Override
    public void print(Checked checked, Terminal terminal) {
        var results = checked.diagnostics().stream().map(SarifFormat::result).toList();
        var run = new Run(
                tool(), List.of(invocation(checked)), results, "unicodeCodePoints", List.of("\r\n", "\n", "\r"));
        Json.print(terminal, new SarifLog(VERSION, SCHEMA, List.of(run)));
    }

    private static Tool tool() {
        var rules = Stream.of(Code.values())
                .map(code -> new Rule(code.code(), message(code.title())))
                .toList();
        return new Tool(new Driver("reservoir", Version.number(), rules));
    }

    private static Invocation invocation(Checked checked) {
        var notifications = checked.files().stream()
                .filter(CheckedFile.Unreadable.class::isInstance)
                .map(CheckedFile.Unreadable.class::cast)
                .map(file -> new Notification("error", message(file.problem()), at(file.name(), null)))
                .toList();
        return new Invocation(notifications.isEmpty(), notifications);
    }

    private static Result result(Diagnostic diagnostic) {
        var help = diagnostic.help();
        return new Result(
                diagnostic.code(),
                CODES.indexOf(diagnostic.code()),
                level(diagnostic.severity()),
                message(diagnostic.message() + (help == null ? "" : "; " + help)),
                at(diagnostic.span().file(), region(diagnostic.span())));
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    private static List<Location> at(String file, @Nullable Region region) {
        return List.of(new Location(new PhysicalLocation(new ArtifactLocation(FileUri.of(file)), region)));
    }

    private static Region region(Span span) {
        return new Region(span.line(), span.column(), span.endLine(), span.endColumn());
    }

    /** In SARIF a brace alone begins a placeholder, and {@code [a](b)} is a link, which no text of a user may make. */
    private static Message message(String text) {
        return new Message(text.replace("{", "{{").replace("}", "}}").replace("](", "] ("));
    }
}
