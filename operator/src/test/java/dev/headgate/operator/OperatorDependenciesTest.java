// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * What the operator may depend on. It is judged here and not with the other modules, because the
 * command line, which judges those, does without the operator and its libraries.
 */
class OperatorDependenciesTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.headgate.operator");

    @Test
    void theOperatorKnowsOnlyTheContractTheAutoscalerAndItsSight() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.headgate..")
                                .and(
                                        not(
                                                resideInAnyPackage(
                                                        "dev.headgate.operator..",
                                                        "dev.headgate.contract..",
                                                        "dev.headgate.autoscaler..",
                                                        "dev.headgate.sight.."))))
                .check(CLASSES);
    }

    @Test
    void noNameHidesWhatAClassIsFor() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Common|Misc)$")
                .check(CLASSES);
    }

    /** With two on the class path, which one talks to the API server is left to chance. */
    @Test
    void thereIsOneHttpClient() {
        assertThat(ServiceLoader.load(HttpClient.Factory.class))
                .singleElement()
                .isInstanceOf(JdkHttpClientFactory.class);
    }
}
