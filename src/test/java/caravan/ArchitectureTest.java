package caravan;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The shape of the house. */
@AnalyzeClasses(packages = "caravan", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule stagesMeetOnlyInRoutes = slices().matching("caravan.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAnyPackage("caravan.model..", "caravan.rules.."))
            .ignoreDependency(resideInAPackage("caravan.cli.."), alwaysTrue());

    @ArchTest
    static final ArchRule modelAndRulesKnowOnlyTheJdk = noClasses()
            .that()
            .resideInAnyPackage("caravan.model..", "caravan.rules..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "org.jspecify..", "caravan.model..", "caravan.rules..");

    @ArchTest
    static final ArchRule tradingLogicKnowsNoCamel = noClasses()
            .that()
            .resideInAnyPackage(
                    "caravan.books..",
                    "caravan.fills..",
                    "caravan.portfolio..",
                    "caravan.marketselection..",
                    "caravan.watch..",
                    "caravan.schedule..",
                    "caravan.alerts..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule nobodyButStartKnowsTheWiring = noClasses()
            .that()
            .resideOutsideOfPackages("caravan", "caravan.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("caravan");

    @ArchTest
    static final ArchRule nobodyButStartAndWiringKnowsTheSandbox = noClasses()
            .that()
            .resideOutsideOfPackages("caravan.sandbox..", "caravan.cli..", "caravan")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("caravan.sandbox..");
}
