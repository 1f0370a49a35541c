package dev.howdah.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds docs/architecture.md: each rule is green on the product and red on a fault planted for it. */
class ArchitectureTest {
    private static final String FAULTS = "dev.howdah.architecture.faults";

    @TestFactory
    Stream<DynamicTest> theHouseKeepsItsRules() {
        JavaClasses product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.howdah");
        return Rules.of("dev.howdah").entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().allowEmptyShould(true).check(product)));
    }

    @Test
    void everyRuleCatchesItsPlantedFault() {
        JavaClasses faults = new ClassFileImporter().importPackages(FAULTS);
        var silent = Rules.of(FAULTS).entrySet().stream()
                .filter(e -> !e.getValue().allowEmptyShould(true).evaluate(faults).hasViolation())
                .map(java.util.Map.Entry::getKey)
                .toList();
        assertThat(silent).isEmpty();
    }
}
