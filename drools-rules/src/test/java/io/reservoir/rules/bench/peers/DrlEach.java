package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.Workload;
import io.reservoir.rules.compile.SiteGate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.io.ResourceFactory;

/** Drools with rules as text for each service, compiled by the classic compiler. */
final class DrlEach extends FactContender {
    static final String NAME = "Drools, DRL each";

    private static final String HEAD = """
            package service%service
            import io.reservoir.rules.bench.Decisions
            import io.reservoir.rules.bench.peers.ShopFact
            import io.reservoir.rules.compile.SiteGate
            """;

    private static final String INDICATOR = """
            rule "N%shape %property" salience %salience
            when
              $shop : ShopFact(ShopFact.differs(%property, %text))
              SiteGate(open)
            then
              modify($shop) { set%Property(%java) }
            end
            """;

    private static final String ASSIGNMENT = """
            rule "%property"
            when
              $shop : ShopFact(%guard Decisions.next(%property, %text) != %property)
              SiteGate(open)
            then
              $shop.set%Property(Decisions.next($shop.get%Property(), %java));
            end
            """;

    private static final String VALUES = """
            query values()
              ShopFact(%values)
            end
            """;

    private static final Pattern PROPERTY = Pattern.compile("[a-hx-z]");

    private static final List<String> TARGETS =
            List.of("replicas1", "replicas2", "replicas3", "replicas4", "cpu1", "cpu2", "cpu3");

    private final Workload workload;
    private final List<Session> sessions = new ArrayList<>();

    private record Session(KieSession session, FactHandle handle) {}

    DrlEach(Workload workload) {
        this.workload = workload;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    void insert(int service, ShopFact fact) {
        var builder = KnowledgeBuilderFactory.newKnowledgeBuilder();
        builder.add(
                ResourceFactory.newByteArrayResource(drl(service).getBytes(StandardCharsets.UTF_8)), ResourceType.DRL);
        if (builder.hasErrors()) {
            throw new IllegalStateException(builder.getErrors().toString());
        }
        var session = builder.newKieBase().newKieSession();
        session.insert(SiteGate.OPEN);
        sessions.add(new Session(session, session.insert(fact)));
        session.fireAllRules();
    }

    private String drl(int service) {
        var formulas = ShopTexts.statements(List.of("x", "y", "z"), Double.toString(Workload.capacity(service)));
        var drl = new StringBuilder(HEAD.replace("%service", Integer.toString(service)));
        var values = new ArrayList<String>();
        for (int i = 0; i < formulas.size(); i++) {
            var formula = formulas.get(i);
            var isIndicator = i < Workload.INDICATORS;
            var property = isIndicator ? formula.name() : TARGETS.get(i - Workload.INDICATORS);
            drl.append((isIndicator ? INDICATOR : ASSIGNMENT)
                    .replace("%shape", Integer.toString(workload.shape(service)))
                    .replace("%salience", Integer.toString(Workload.INDICATORS - i))
                    .replace("%property", property)
                    .replace("%Property", Character.toUpperCase(property.charAt(0)) + property.substring(1))
                    .replace("%guard", guard(formula))
                    .replace("%text", formula.text())
                    .replace("%java", java(formula.text())));
            values.add("$v" + i + " : (" + formula.text() + ")");
        }
        return drl.append(VALUES.replace("%values", String.join(", ", values))).toString();
    }

    /** Its own guard, and that all it reads is known. */
    private static String guard(ShopTexts.Statement statement) {
        var guards = ShopTexts.reads(statement.text()).stream().map(name -> "!Double.isNaN(" + name + "),");
        var own = Stream.ofNullable(statement.guard()).map(guard -> guard + ",");
        return Stream.concat(guards, own).collect(Collectors.joining(" "));
    }

    /** A formula over properties as one over getters. */
    private static String java(String text) {
        return PROPERTY.matcher(text)
                .replaceAll(name -> "\\$shop.get" + name.group().toUpperCase(Locale.ROOT) + "()");
    }

    @Override
    void settle(int service, ShopFact fact, int series) {
        var session = sessions.get(service);
        session.session().update(session.handle(), fact, SERIES.get(series));
        session.session().fireAllRules();
    }

    /** What the rules themselves make of the formulas. */
    @Override
    public double[] values(int service) {
        var row = sessions.get(service)
                .session()
                .getQueryResults("values")
                .iterator()
                .next();
        var values = new double[Workload.STATEMENTS];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((Number) row.get("$v" + i)).doubleValue();
        }
        return values;
    }

    @Override
    public void close() {
        sessions.forEach(session -> session.session().dispose());
        sessions.clear();
    }
}
