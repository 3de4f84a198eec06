package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SourceFile;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.service.Network;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a file declares by name, each name once. */
final class Declarations {
    /** A component's name and the first number of its size. */
    private static final Pattern COMPONENT = Pattern.compile("[\\p{L}_]\\w*\\s*\\(\\s*\\d.*", Pattern.DOTALL);

    private static final Set<String> DECLARING =
            Set.of("service", "image", "network", "metric", "indicator", "calendar");

    private final SourceFile file;
    private final Problems problems;
    private final Map<String, Statement.Component> components;
    private final Map<String, Statement.Network> networks;
    private final Map<String, Statement.Image> images;
    private final Map<String, Statement.Calendar> calendars;
    private final Set<String> broken = new LinkedHashSet<>();
    private final @Nullable Name service;
    private final boolean serviceFile;

    Declarations(SourceFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
        components = unique(Statement.Component.class, Statement.Component::name, "component");
        networks = unique(Statement.Network.class, Statement.Network::name, "network");
        images = unique(Statement.Image.class, Statement.Image::name, "image");
        calendars = unique(Statement.Calendar.class, Statement.Calendar::name, "calendar");
        var brokenService = brokenStatements().anyMatch(b -> b.head().is("service"));
        brokenStatements().filter(Declarations::mayDeclare).forEach(b -> broken.addAll(b.names()));
        service = service();
        serviceFile = service != null || brokenService;
        checkReserved();
    }

    Map<String, Statement.Component> components() {
        return components;
    }

    Map<String, Statement.Network> networks() {
        return networks;
    }

    Map<String, Statement.Image> images() {
        return images;
    }

    Map<String, Statement.Calendar> calendars() {
        return calendars;
    }

    /** Names in statements that could not be read and may have declared something. */
    Set<String> broken() {
        return broken;
    }

    /** Components that are declared in statements that could not be read: what is said of them elsewhere is checked. */
    Set<String> brokenComponents() {
        var names = new LinkedHashSet<String>();
        brokenStatements().forEach(statement -> {
            var matcher = COMPONENT.matcher(file.source().text(statement.span()));
            if (matcher.matches() && Subject.of(statement.head()) == null) {
                names.add(statement.head().text());
            }
        });
        return names;
    }

    /** The name behind {@code service}, null in a rule file. */
    @Nullable
    Name serviceName() {
        return service;
    }

    boolean isRuleFile() {
        return !serviceFile;
    }

    private Stream<Statement.Broken> brokenStatements() {
        return statements(Statement.Broken.class);
    }

    private <S extends Statement> Stream<S> statements(Class<S> kind) {
        return file.statements().stream().filter(kind::isInstance).map(kind::cast);
    }

    /** A declaration by keyword, or the size of a component, whose name is not the language's own. */
    private static boolean mayDeclare(Statement.Broken broken) {
        return DECLARING.contains(broken.head().lower()) || Subject.of(broken.head()) == null;
    }

    private <S extends Statement> Map<String, S> unique(Class<S> kind, Function<S, Name> name, String word) {
        var found = new LinkedHashMap<String, S>();
        statements(kind).forEach(statement -> {
            var written = name.apply(statement);
            var earlier = found.putIfAbsent(written.text(), statement);
            if (earlier != null) {
                reportTwice("the " + word + " " + Problems.quoted(written.text()), written, name.apply(earlier));
            }
        });
        return found;
    }

    private @Nullable Name service() {
        var all =
                statements(Statement.Service.class).map(Statement.Service::name).toList();
        all.stream()
                .skip(1)
                .forEach(again -> problems.error(
                        Code.SERVICE_LINE,
                        again.span(),
                        "a file describes one service",
                        "line " + all.getFirst().span().line() + " names it "
                                + Problems.quoted(all.getFirst().text())));
        return all.isEmpty() ? null : all.getFirst();
    }

    private void checkReserved() {
        var builtIn = networks.get(Network.PUBLIC);
        if (builtIn != null) {
            problems.error(
                    Code.RESERVED_NAME,
                    builtIn.name().span(),
                    "the network `public` is built in",
                    "leave this line out, or give your network another name");
        }
        for (var network : networks.values()) {
            var component = components.get(network.name().text());
            if (component != null) {
                reportTwice(
                        Problems.quoted(network.name().text()) + ", a component too,",
                        network.name(),
                        component.name());
            }
        }
    }

    private void reportTwice(String what, Name again, Name first) {
        problems.error(
                Code.DUPLICATE,
                again.span(),
                what + " is declared twice",
                "it is declared in line " + first.span().line() + " already");
    }
}
