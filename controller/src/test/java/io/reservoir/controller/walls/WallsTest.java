package io.reservoir.controller.walls;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.reservoir.cluster.ownership.Ownership;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ledger;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may see whom: section 2 of the design. The poms keep out what a module does not name; this does the rest. */
class WallsTest {
    private static final String MODEL = "io.reservoir.model..";
    private static final String DSL = "io.reservoir.dsl..";
    private static final String RULES = "io.reservoir.rules..";
    private static final String CLUSTER = "io.reservoir.cluster..";
    private static final String LIBVIRT = "io.reservoir.libvirt..";
    private static final String CONTROLLER = "io.reservoir.controller..";
    private static final String JSPECIFY = "org.jspecify..";
    private static final String[] PURE = {
        "io.reservoir.controller.decide..",
        "io.reservoir.controller.plan..",
        "io.reservoir.controller.observe..",
        "io.reservoir.controller.image.."
    };

    private static JavaClasses shipped;

    @BeforeAll
    static void readsAllThatIsShipped() {
        ImportOption noTests = location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");
        shipped = new ClassFileImporter().withImportOption(noTests).importPackages("io.reservoir");
    }

    @Test
    void allModulesAreLookedAt() {
        for (var module : new String[] {"model", "dsl", "rules", "cluster", "libvirt", "controller"}) {
            assertThat(shipped.stream().filter(c -> c.getPackageName().startsWith("io.reservoir." + module)))
                    .as(module)
                    .hasSizeGreaterThan(5);
        }
    }

    @Test
    void theModelSeesTheJdkAndNothingElse() {
        holds(onlySees(MODEL, MODEL));
    }

    @Test
    void theLanguageSeesTheModelAntlrAndWhatEnvelopesAreReadWith() {
        holds(onlySees(DSL, DSL, MODEL, "org.antlr.v4..", "org.apache.commons.compress..", "javax.xml.."));
    }

    @Test
    void theRulesSeeTheLanguageTheModelAndDrools() {
        // the JDK counts garbage in com.sun.management
        holds(onlySees(RULES, RULES, DSL, MODEL, "org.drools..", "org.kie..", "com.sun.management.."));
    }

    @Test
    void theClusterSeesTheModelItsDatabasesAndItsNetwork() {
        holds(onlySees(
                CLUSTER,
                CLUSTER,
                MODEL,
                "org.flywaydb..",
                "com.zaxxer.hikari..",
                "org.sqlite..",
                "org.postgresql..",
                "com.hazelcast..",
                "com.fasterxml.jackson..",
                "io.vertx.core..",
                "org.slf4j.."));
    }

    @Test
    void libvirtSeesTheModelAndLibvirt() {
        holds(onlySees(
                LIBVIRT,
                LIBVIRT,
                MODEL,
                "org.libvirt..",
                "com.sun.jna..",
                "javax.xml..",
                "org.w3c.dom..",
                "org.xml.sax..",
                "org.slf4j.."));
    }

    @Test
    void nobodyBelowSeesTheController() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(MODEL, DSL, RULES, CLUSTER, LIBVIRT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CONTROLLER));
    }

    @Test
    void antlrIsSeenByTheParserAlone() {
        holds(seenOnlyBy("org.antlr..", "io.reservoir.dsl.parser.."));
    }

    @Test
    void archivesAreSeenByTheReaderOfEnvelopesAloneAndXmlByTheCommandLineAndLibvirtToo() {
        holds(seenOnlyBy(
                "javax.xml..",
                "io.reservoir.dsl.ovf..",
                "io.reservoir.controller.cli..",
                "io.reservoir.libvirt.xml.."));
        holds(seenOnlyBy("org.apache.commons.compress..", "io.reservoir.dsl.ovf.."));
        holds(seenOnlyBy("org.apache.commons.io..", "io.reservoir.dsl.ovf.."));
    }

    @Test
    void droolsIsSeenByTheRulesCompilerAndByPolicyAlone() {
        holds(seenOnlyBy("org.drools..", "io.reservoir.rules.compile..", "io.reservoir.rules.policy.."));
        holds(seenOnlyBy("org.kie..", "io.reservoir.rules.compile..", "io.reservoir.rules.policy.."));
    }

    @Test
    void databasesAreSeenByTheClusterAlone() {
        for (var library : new String[] {
            "java.sql..", "javax.sql..", "org.flywaydb..", "com.zaxxer..", "org.sqlite..", "org.postgresql.."
        }) {
            holds(seenOnlyBy(library, CLUSTER));
        }
    }

    @Test
    void vertxIsSeenByTheApiThePeerLinkAndTheHostAgentAlone() {
        holds(seenOnlyBy(
                "io.vertx..",
                "io.reservoir.controller.api..",
                "io.reservoir.controller.host..",
                "io.reservoir.cluster.link.."));
        holds(seenOnlyBy("io.netty..", "io.reservoir.controller.api.."));
    }

    @Test
    void hazelcastIsSeenByMembershipAlone() {
        holds(seenOnlyBy("com.hazelcast..", "io.reservoir.cluster.membership.."));
    }

    @Test
    void ownershipIsDecidedWithoutAClock() {
        holds(noClasses()
                .that()
                .haveFullyQualifiedName(Ownership.class.getName())
                .should()
                .callMethodWhere(asksForAnInstant()));
    }

    @Test
    void picocliIsSeenByTheCommandLineAlone() {
        holds(seenOnlyBy("picocli..", "io.reservoir.controller.cli.."));
    }

    @Test
    void libvirtIsSeenByItsBindingAlone() {
        holds(seenOnlyBy("org.libvirt..", "io.reservoir.libvirt.binding.."));
        holds(seenOnlyBy("com.sun.jna..", "io.reservoir.libvirt.binding.."));
    }

    @Test
    void whatIsPureTakesItsTimeFromItsArguments() {
        holds(noClasses().that().resideInAnyPackage(PURE).should().callMethodWhere(readsAClock()));
        holds(noClasses().that().resideInAnyPackage(PURE).should().callMethodWhere(asksForAnInstant()));
        holds(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class));
    }

    @Test
    void whatIsPureIsLeftToNoChance() {
        holds(noClasses().that().resideInAnyPackage(PURE).should().callMethod(Math.class, "random"));
        holds(noClasses().that().resideInAnyPackage(PURE).should().callMethod(UUID.class, "randomUUID"));
        holds(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Random.class));
    }

    @Test
    void whatIsPureDoesNoInputOrOutputAndWaitsForNobody() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.util.concurrent..", "org.slf4j.."));
        holds(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class));
    }

    @Test
    void decidingAndPlanningCallNoPort() {
        holds(noClasses()
                .that()
                .resideInAnyPackage("io.reservoir.controller.decide..", "io.reservoir.controller.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.reservoir.model.port.."));
        holds(noClasses()
                .that()
                .resideInAPackage("io.reservoir.controller.observe..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Ledger.class));
        holds(noClasses()
                .that()
                .resideInAPackage("io.reservoir.controller.image..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Host.class));
    }

    @Test
    void theTimeIsReadAtTheEdgeAlone() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages("io.reservoir.controller.cli..", "io.reservoir.controller.api..")
                .should()
                .callMethodWhere(readsAClock()));
    }

    private static ArchRule onlySees(String module, String... others) {
        var allowed = new String[others.length + 3];
        System.arraycopy(others, 0, allowed, 0, others.length);
        allowed[others.length] = "java..";
        allowed[others.length + 1] = "javax.sql..";
        allowed[others.length + 2] = JSPECIFY;
        return classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are named here",
                        c -> c.isPrimitive()
                                || c.getBaseComponentType().isPrimitive()
                                || resideInAnyPackage(allowed).test(c.getBaseComponentType())));
    }

    private static ArchRule seenOnlyBy(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    /** Calls that tell what time it is without being given a clock. */
    private static DescribedPredicate<JavaCall<?>> readsAClock() {
        return DescribedPredicate.describe("reads the machine's clock", call -> {
            var type = call.getTargetOwner();
            var name = call.getName();
            return (type.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
                    || (type.getPackageName().equals("java.time") && name.equals("now"))
                    || (type.isEquivalentTo(Clock.class) && (name.startsWith("system") || name.startsWith("tick")))
                    || (type.isEquivalentTo(InstantSource.class) && name.equals("system"));
        });
    }

    private static DescribedPredicate<JavaCall<?>> asksForAnInstant() {
        return DescribedPredicate.describe(
                "asks a clock",
                call -> call.getTargetOwner().isAssignableTo(InstantSource.class)
                        || (call.getTargetOwner().isEquivalentTo(System.class)
                                && call.getName().equals("nanoTime")));
    }

    private static void holds(ArchRule rule) {
        rule.check(shipped);
    }
}
