package dev.sublet.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameContaining;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of the design, and the habits that a compiler cannot hold. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sublet");

    private static final String[] PARTS = {
        "dev.sublet.ledger..",
        "dev.sublet.collector..",
        "dev.sublet.reporter..",
        "dev.sublet.bot..",
        "dev.sublet.simulator.."
    };

    @Test
    void the_ledger_stands_alone() {
        noClasses()
                .that()
                .resideInAPackage("dev.sublet.ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sublet.collector..",
                        "dev.sublet.reporter..",
                        "dev.sublet.bot..",
                        "dev.sublet.simulator..",
                        "io.fabric8..",
                        "io.vertx..",
                        "com.slack..")
                .because("what was measured outlives how it was measured and what it is used for")
                .check(ALL);
    }

    @Test
    void helm_and_the_operator_sdk_stay_in_their_packages() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sublet.bot.release..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.marcnuri.helm..")
                .because("another way to Helm must stay possible")
                .check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sublet.bot.operator..", "dev.sublet.daemon..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javaoperatorsdk..")
                .because("steps are plain Java that any loop may walk")
                .check(ALL);
    }

    @Test
    void the_collector_knows_no_money() {
        noClasses()
                .that()
                .resideInAPackage("dev.sublet.collector..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sublet.reporter..", "dev.sublet.bot..", "dev.sublet.simulator..")
                .because("prices change after the fact; quantities must not depend on them")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("dev.sublet.collector..")
                .should()
                .haveNameMatching(".*(Price|Money|Currency|Statement).*")
                .because("a class about money in the collector is in the wrong place")
                .check(ALL);
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.sublet.collector..")
                .should()
                .haveNameNotMatching("(?i).*(price|amount|(?<!con)currency|cost(?!.?centers?$)).*")
                .because("the collector may know who pays, never how much")
                .check(ALL);
    }

    @Test
    void the_reporter_knows_neither_kubernetes_nor_the_web() {
        noClasses()
                .that()
                .resideInAPackage("dev.sublet.reporter..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.fabric8..",
                        "io.vertx..",
                        "com.slack..",
                        "dev.sublet.collector..",
                        "dev.sublet.bot..",
                        "dev.sublet.simulator..")
                .because("a statement is made from the ledger and a price book, on any machine that has both")
                .check(ALL);
    }

    @Test
    void no_part_knows_the_daemon() {
        noClasses()
                .that()
                .resideInAnyPackage(PARTS)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sublet..")
                        .and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(PARTS))))
                .because("wiring knows the parts, the parts do not know the wiring")
                .check(ALL);
    }

    @Test
    void the_web_server_stays_in_one_place() {
        noClasses()
                .that()
                .resideInAPackage("dev.sublet..")
                .and()
                .resideOutsideOfPackages("dev.sublet.http..", "dev.sublet.simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .because("event loops and their rules are the edge's business")
                .check(ALL);
    }

    @Test
    void only_demo_and_replay_know_the_simulator() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.sublet.daemon..", "dev.sublet.http..", "dev.sublet.endpoint..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sublet.simulator..")
                .because("commands other than demo never invent data")
                .check(ALL);
    }

    @Test
    void packages_are_free_of_cycles() {
        for (String part : new String[] {"collector", "reporter", "simulator"}) {
            slices().matching("dev.sublet." + part + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("a cycle makes two packages one that is hard to see")
                    .check(ALL);
        }
        slices().matching("dev.sublet.(*)..")
                .should()
                .beFreeOfCycles()
                .because("arrows point one way")
                .check(ALL);
    }

    @Test
    void time_is_injected() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .because("a run that is to be repeated needs a clock that can be given")
                .check(ALL);
    }

    @Test
    void no_floating_point_number_holds_money_or_a_quantity() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage("dev.sublet.reporter..", "dev.sublet.ledger..")
                .should()
                .notHaveRawType(double.class)
                .andShould()
                .notHaveRawType(float.class)
                .andShould()
                .notHaveRawType(Double.class)
                .andShould()
                .notHaveRawType(Float.class)
                .because("a sum in doubles is not the sum")
                .check(ALL);
    }

    @Test
    void nobody_sleeps_or_mocks() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .because("waiting has a condition and a bound")
                .check(ALL);
        noClasses()
                .should()
                .dependOnClassesThat(simpleNameContaining("Mockito"))
                .because("doubles are written by hand and run for real")
                .check(ALL);
    }
}
