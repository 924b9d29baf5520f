package caravan;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import caravan.model.Approved;
import caravan.model.GroupRequest;
import caravan.model.Submission;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The shape of the house. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("caravan");

    @Test
    void stagesMeetOnlyInRoutes() {
        ArchRule rule = slices().matching("caravan.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAnyPackage("caravan.model..", "caravan.rules.."))
                .ignoreDependency(resideInAPackage("caravan.cli.."), alwaysTrue());
        rule.check(CLASSES);
    }

    @Test
    void modelAndRulesKnowOnlyTheJdk() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage("caravan.model..", "caravan.rules..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify..", "caravan.model..", "caravan.rules..");
        rule.check(CLASSES);
    }

    @Test
    void tradingLogicKnowsNoCamel() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(
                        "caravan.books..",
                        "caravan.fills..",
                        "caravan.portfolio..",
                        "caravan.orders..",
                        "caravan.risk..",
                        "caravan.marketmaking..",
                        "caravan.marketselection..",
                        "caravan.watch..",
                        "caravan.schedule..",
                        "caravan.alerts..",
                        "caravan.risk..",
                        "caravan.orders..",
                        "caravan.marketmaking..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..");
        rule.check(CLASSES);
    }

    /** So nothing can be sent that did not pass every check. */
    @Test
    void onlyRiskApproves() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage("caravan.risk..")
                .should()
                .callConstructorWhere(target(owner(equivalentTo(Approved.class))));
        rule.check(CLASSES);
    }

    @Test
    void onlyOrdersSaysWhatPassedRiskAndIsWrittenDown() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage("caravan.orders..")
                .should()
                .callConstructorWhere(
                        target(owner(assignableTo(Submission.class).or(assignableTo(GroupRequest.class)))));
        rule.check(CLASSES);
    }

    @Test
    void nobodyButStartKnowsTheWiring() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages("caravan", "caravan.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("caravan");
        rule.check(CLASSES);
    }

    @Test
    void nobodyButStartAndWiringKnowsTheSandbox() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages("caravan.sandbox..", "caravan.cli..", "caravan")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("caravan.sandbox..");
        rule.check(CLASSES);
    }
}
