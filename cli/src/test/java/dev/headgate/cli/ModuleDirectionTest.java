// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The direction of dependencies between modules, and the names that hide what a class is for. */
class ModuleDirectionTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.headgate");

    @Test
    void contractKnowsOnlyTheJdkJacksonYamlAndItsAnnotations() {
        classes()
                .that()
                .resideInAPackage("dev.headgate.contract..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.headgate.contract..",
                        "java..",
                        "com.fasterxml.jackson..",
                        "org.yaml.snakeyaml..",
                        "io.fabric8.generator.annotation..",
                        "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void theAutoscalerKnowsOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.headgate.autoscaler..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.headgate.autoscaler..", "java..", "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void tablesKnowNoOtherModule() {
        onlyModules("tables", "dev.headgate.tables..");
    }

    @Test
    void embeddedServersKnowNoOtherModule() {
        onlyModules("embedded", "dev.headgate.embedded..");
    }

    @Test
    void ingestKnowsOnlyTheContract() {
        onlyModules("ingest", "dev.headgate.ingest..", "dev.headgate.contract..");
    }

    @Test
    void consumerKnowsOnlyTheContractAndTheTables() {
        onlyModules(
                "consumer",
                "dev.headgate.consumer..",
                "dev.headgate.contract..",
                "dev.headgate.tables..");
    }

    @Test
    void theLoadGeneratorKnowsOnlyTheContractAndTheTables() {
        onlyModules(
                "loadtest",
                "dev.headgate.loadtest..",
                "dev.headgate.contract..",
                "dev.headgate.tables..");
    }

    @Test
    void theTailKnowsOnlyTheContract() {
        onlyModules("tail", "dev.headgate.tail..", "dev.headgate.contract..");
    }

    @Test
    void sightKnowsOnlyTheContractAndTheAutoscaler() {
        onlyModules(
                "sight",
                "dev.headgate.sight..",
                "dev.headgate.contract..",
                "dev.headgate.autoscaler..");
    }

    @Test
    void noNameHidesWhatAClassIsFor() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.headgate.tables.generated..")
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Common|Misc)$")
                .check(CLASSES);
    }

    private static void onlyModules(String module, String... allowed) {
        noClasses()
                .that()
                .resideInAPackage("dev.headgate." + module + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.headgate..").and(not(resideInAnyPackage(allowed))))
                .check(CLASSES);
    }
}
