package io.reservoir.rules.drl;

import static io.reservoir.rules.Texts.compiled;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Indicator;
import io.reservoir.dsl.program.Input;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.decision.Clauses;
import io.reservoir.model.decision.Source;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.ServiceSpec;
import io.reservoir.rules.TestProgram;
import io.reservoir.rules.compile.Shape;
import io.reservoir.rules.compile.SiteGate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kie.api.definition.rule.Rule;

class DrlPrinterTest {
    @Test
    void printsARulePerStatementWithItsTextAndPlace() {
        var program = compiled(
                "Load(C3) = 3 * Load(C1)", "Replicas(C1) = RequestPerSecond(C1) / 500 max 40 when Load(C3) > 10");

        var printed = DrlPrinter.print(program);

        assertThat(printed.shape()).isEqualTo(Shape.of(program).digest());
        assertThat(printed.text())
                .isEqualTo("""
                        // The rules of service shop, printed for people: a server compiles its rules from the manifest
                        // and never loads this text. Services of the shape %s
                        // share these rules, whatever numbers their authors wrote.
                        package shape%s;

                        import io.reservoir.rules.drl.ServiceValues;
                        import io.reservoir.rules.compile.SiteGate;

                        // shop.rsl:1:1
                        // Load(C3) = 3 * Load(C1)
                        rule "Load(C3)"
                            salience 1
                        when
                            $service : ServiceValues(
                                $value : effective( read( "Load(C3)" ), number( 3.0 ).times( read( "Load(C1)" ) ) ),
                                differs( "Load(C3)", "value", $value ) ) @watch( * )
                            SiteGate( open )
                        then
                            $service.hold( "Load(C3)", "value", $value );
                            update( $service );
                        end

                        // shop.rsl:2:1
                        // Replicas(C1) = RequestPerSecond(C1) / 500 max 40 when Load(C3) > 10
                        rule "Replicas(C1)"
                        when
                            $service : ServiceValues(
                                $value : read( "RequestPerSecond(C1)" ).over( number( 500.0 ) ),
                                $when : indicator( "Load(C3)" ).isGreater( number( 10.0 ) ),
                                $max : number( 40.0 ),
                                differs( "Replicas(C1)", "value", $value )
                                || differs( "Replicas(C1)", "when", $when )
                                || differs( "Replicas(C1)", "max", $max ) ) @watch( * )
                            SiteGate( open )
                        then
                            $service.hold( "Replicas(C1)", "value", $value );
                            $service.hold( "Replicas(C1)", "when", $when );
                            $service.hold( "Replicas(C1)", "max", $max );
                            update( $service );
                        end
                        """.formatted(printed.shape(), printed.shape().substring(0, 16)));
    }

    @Test
    void whatIsPrintedFollowsTheReadingsThroughIndicators() {
        var program = compiled("Load(C3) = 3 * Load(C1)", "Replicas(C3) = Load(C3) / 900 min 1 max 20");
        try (var rules = ClassicRules.of(DrlPrinter.print(program).text(), SiteGate.OPEN)) {
            assertThat(rules.fire()).as("bounds are known at once").isEqualTo(1);
            rules.values().reading("Load(C1)", Amount.of(1200));

            assertThat(rules.fire()).isEqualTo(2);
            assertThat(rules.values().held("Load(C3)", "value")).isEqualTo(Amount.of(3600));
            assertThat(rules.values().held("Replicas(C3)", "value")).isEqualTo(Amount.of(4));
            assertThat(rules.values().held("Replicas(C3)", "max")).isEqualTo(Amount.of(20));
            assertThat(rules.fire()).as("nothing has changed").isZero();
        }
    }

    @Test
    void nothingFiresWhileTheGateIsClosed() {
        var drl = DrlPrinter.print(compiled("Replicas(C1) = 2 * Load(C1)")).text();
        try (var rules = ClassicRules.of(drl, SiteGate.FROZEN)) {
            rules.values().reading("Load(C1)", Amount.of(1));

            assertThat(rules.fire()).isZero();
        }
    }

    @Test
    void twoWindowsOfOneMetricAreTwoInputs() {
        var program = new TestProgram().gauge("Load", "C1");
        program.replicas(
                "C1",
                TestProgram.binary(
                        program.read("Load", "C1"),
                        "+",
                        TestProgram.binary(
                                program.read("Load", "C1", Aggregation.SUM, Duration.ofMillis(1_500)),
                                "+",
                                program.read("Load", "C1", Aggregation.Simple.MAX, Duration.ofMillis(1_500)))));

        assertThat(InputNames.of(program.build("shop")))
                .containsExactly("Load(C1) over 30 s", "Load(C1) over 1500 ms", "Load(C1) over 1500 ms #2");
    }

    /** The checker lets none of these through; should it ever, they stay where they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\\",
                "\\\"",
                "\\u0022 ); System.exit( 3 ); //",
                "\" ); System.exit( 3 ); //",
                "\nend\nrule \"evil\" when then System.exit( 3 ); end\n",
                "\rend\rrule \"evil\" when then System.exit( 3 ); end\r",
                "*/ end rule \"evil\" when then System.exit( 3 ); end /*",
                "\u2028end\u0085rule evil when then end",
                "update( $service ); modify( $service ) { hold( \"a\", \"b\", null ) }; insert( 1 ); drools.halt();",
                "$service : ServiceValues() // # @ { [ ( ' ` ${x} @{x}",
                "\\u000aend \\n \\012 \\x",
                "\u0000\u0001\t\u007f\u00e9\ud83d\ude00"
            })
    void aHostileNameNeverLeavesItsPlace(String name) {
        var program = hostile(name);
        var drl = DrlPrinter.print(program).text();

        var rules = ClassicRules.base(drl).getKiePackages().stream()
                .flatMap(p -> p.getRules().stream())
                .map(Rule::getName)
                .toList();
        var spelled = Quoted.string(name).replace("\"", "");
        assertThat(rules).as(drl).containsExactlyInAnyOrder(spelled, spelled + "2");
        try (var classic = ClassicRules.of(drl, SiteGate.OPEN)) {
            classic.values().reading(spelled, Amount.of(7));

            assertThat(classic.fire()).isEqualTo(2);
            assertThat(classic.values().held(spelled, "value")).isEqualTo(Amount.of(7));
            assertThat(classic.values().held(spelled + "2", "value")).isEqualTo(Amount.of(14));
        }
    }

    @Test
    void noTwoNamesAreSpelledAlike() {
        assertThat(Quoted.string("a\"b")).isEqualTo("\"a<U+0022>b\"");
        assertThat(Quoted.string("a<U+0022>b")).isEqualTo("\"a<U+003C>U+0022>b\"");
        assertThat(Quoted.string("\\\n\u20ac\ud83d\ude00")).isEqualTo("\"<U+005C><U+000A><U+20AC><U+1F600>\"");
    }

    private static CheckedService hostile(String name) {
        var source = new Source(name, new Span(name, 1, 1, 1, 2, 0, 1));
        var input = new Input.Windowed("M", "C", 0, Aggregation.AVG, Duration.ofSeconds(30), name);
        var indicator = new Indicator(name, name, name, Formula.of(new Term.Read(0)), null, source);
        var twice = new Term.Binary(Term.Operator.TIMES, new Term.Derived(0), new Term.Constant(0));
        var assignment = new Assignment(
                name + "2", Variable.replicas(name), Formula.of(twice), null, null, null, 0, Clauses.NONE, source);
        var spec = new ServiceSpec(
                new ServiceId("shop"), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        return new CheckedService(spec, List.of(input), List.of(2.0), List.of(indicator), List.of(assignment));
    }
}
