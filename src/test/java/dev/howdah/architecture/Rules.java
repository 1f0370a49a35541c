package dev.howdah.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The rules of docs/architecture.md for one root package, so that they can also be tried on planted faults. */
final class Rules {
    /** Engine packages by level: each sees lower levels only. */
    static final Map<String, Integer> LEVELS = Map.ofEntries(
            Map.entry("text", 0),
            Map.entry("sqltext", 0),
            Map.entry("db", 1),
            Map.entry("audit", 2),
            Map.entry("cluster", 2),
            Map.entry("sample", 2),
            Map.entry("activity", 3),
            Map.entry("pool", 4),
            Map.entry("cache", 4),
            Map.entry("page", 4),
            Map.entry("profile", 4),
            Map.entry("log", 4),
            Map.entry("plan", 4),
            Map.entry("store", 4),
            Map.entry("twin", 5),
            Map.entry("advise", 5),
            Map.entry("health", 5),
            Map.entry("job", 5),
            Map.entry("systems", 5),
            Map.entry("rules", 6),
            Map.entry("apply", 6),
            Map.entry("fleet", 6),
            Map.entry("alert", 6),
            Map.entry("replay", 6),
            Map.entry("serve", 7),
            Map.entry("report", 7),
            Map.entry("sandbox", 6));

    /** Neighbours of one level that may see each other, one way. */
    private static final Set<String> FRIENDS = Set.of("advise>twin", "systems>job", "apply>rules");

    private Rules() {}

    static Map<String, ArchRule> of(String root) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        layers(rules, root);
        libraries(rules, root);
        ui(rules, root);
        state(rules, root);
        return rules;
    }

    private static void layers(Map<String, ArchRule> rules, String root) {
        rules.put("engine sees neither ui nor app", noClasses().that().resideInAPackage(root + ".engine..")
                .should().dependOnClassesThat().resideInAnyPackage(root + ".ui..", root + ".app.."));
        rules.put("ui does not see app", noClasses().that().resideInAPackage(root + ".ui..")
                .should().dependOnClassesThat().resideInAPackage(root + ".app.."));
        rules.put("engine levels", classes().that().resideInAPackage(root + ".engine.*..").should(seeLowerLevelsOnly(root)));
        rules.put("no cycles in engine", slices().matching(root + ".engine.(**)").should().beFreeOfCycles());
        rules.put("no cycles in ui", slices().matching(root + ".ui.(*)..").should().beFreeOfCycles());
        rules.put("tabs are strangers", slices().matching(root + ".ui.(*)..").that(areTabs(root))
                .should().notDependOnEachOther());
    }

    private static void libraries(Map<String, ArchRule> rules, String root) {
        rules.put("engine knows no screen", noClasses().that().resideInAPackage(root + ".engine..").should()
                .dependOnClassesThat().resideInAnyPackage("javafx..", "java.awt..", "javax.swing..", "org.controlsfx..",
                        "io.fair_acc..", "atlantafx..", "org.kordamp..", "org.fxmisc.."));
        rules.put("ui knows no JDBC", noClasses().that().resideInAPackage(root + ".ui..").should()
                .dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..",
                        "com.github.benmanes..", "org.jdbi.."));
        home(rules, root, "com.zaxxer..", root + ".engine.pool..");
        home(rules, root, "com.github.benmanes..", root + ".engine.cache..");
        home(rules, root, "io.fair_acc..", root + ".ui.kit..");
        home(rules, root, "org.controlsfx..", root + ".ui.kit..");
        home(rules, root, "org.fxmisc..", root + ".ui.kit..");
        home(rules, root, "org.kordamp..", root + ".ui.kit..");
        home(rules, root, "net.ttddyy..", root + ".engine.profile..");
        home(rules, root, "io.lettuce..", root + ".engine.cache..");
        home(rules, root, "io.netty..", root + ".engine.serve..");
        home(rules, root, "jakarta.mail..", root + ".engine.alert..");
    }

    private static void home(Map<String, ArchRule> rules, String root, String library, String home) {
        rules.put(library + " only in " + home, noClasses().that().resideInAPackage(root + "..")
                .and().resideOutsideOfPackage(home).should().dependOnClassesThat().resideInAPackage(library));
    }

    private static void ui(Map<String, ArchRule> rules, String root) {
        rules.put("models draw nothing", noClasses().that().haveSimpleNameEndingWith("Model").and()
                .resideInAPackage(root + ".ui..").and().resideOutsideOfPackage(root + ".ui.kit..")
                .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.stage.."));
        rules.put("controllers see no controls", noClasses().that().haveSimpleNameEndingWith("Controller").and()
                .resideInAPackage(root + ".ui..").should().dependOnClassesThat().resideInAnyPackage("javafx.scene.."));
        rules.put("controllers see no views", noClasses().that().haveSimpleNameEndingWith("Controller").and()
                .resideInAPackage(root + ".ui..").should().dependOnClassesThat(
                        are(simpleNameEndingWith("View")).and(resideInAPackage(root + ".ui.."))));
        rules.put("one door to the FX thread", noClasses().that().resideInAPackage(root + "..")
                .and().haveNameNotMatching(root + "\\.ui\\.kit\\.Fx(\\$.*)?").should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.<JavaClass>owner(
                                nameMatching("javafx\\.application\\.Platform")))
                        .and(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(nameMatching("runLater")))));
        rules.put("the command line loads no JavaFX class", noClasses().that().resideInAPackage(root + ".app")
                .and().haveNameMatching(".*\\.(Cli|Launcher|Wiring|[A-Z][A-Za-z]*Command)").should()
                .dependOnClassesThat().resideInAnyPackage("javafx..", "org.controlsfx..", "io.fair_acc.."));
    }

    private static void state(Map<String, ArchRule> rules, String root) {
        rules.put("no static mutable state", fields().that().areDeclaredInClassesThat().resideInAPackage(root + "..")
                .and().areStatic().should(beFinalOrSynthetic()));
        rules.put("no getInstance", methods().that().areDeclaredInClassesThat().resideInAPackage(root + "..")
                .should().notHaveName("getInstance"));
        rules.put("time only through a clock", noClasses().that().resideInAPackage(root + "..").should()
                .callMethod(java.time.Instant.class, "now").orShould().callMethod(java.time.LocalDateTime.class, "now")
                .orShould().callMethod(java.time.LocalDate.class, "now").orShould()
                .callMethod(java.time.ZonedDateTime.class, "now").orShould().callMethod(System.class, "currentTimeMillis"));
        rules.put("no threads of one's own", noClasses().that().resideInAPackage(root + "..")
                .and(notThreadOwners(root)).should().callConstructor(Thread.class, Runnable.class)
                .orShould().dependOnClassesThat().haveFullyQualifiedName(java.util.concurrent.Executors.class.getName()));
        rules.put("no standard streams outside app", noClasses().that().resideInAPackage(root + "..")
                .and().resideOutsideOfPackage(root + ".app..").should().accessField(System.class, "out")
                .orShould().accessField(System.class, "err"));
    }

    private static DescribedPredicate<JavaClass> notThreadOwners(String root) {
        return DescribedPredicate.not(resideInAnyPackage(root + ".engine.log..", root + ".engine.cluster..", root + ".app..")
                .or(nameMatching(".*\\.(Fx|Sampler|JobRunner|Traffic)(\\$.*)?")))
                .as("are not Fx, Sampler, JobRunner, Traffic, the log scanner or the cluster");
    }

    private static DescribedPredicate<JavaClass> tab(String root) {
        return resideInAPackage(root + ".ui..")
                .and(DescribedPredicate.not(resideInAnyPackage(root + ".ui.kit..", root + ".ui.shell..")));
    }

    private static DescribedPredicate<com.tngtech.archunit.library.dependencies.Slice> areTabs(String root) {
        return DescribedPredicate.describe("tabs", slice -> slice.stream().allMatch(tab(root)::test));
    }

    private static ArchCondition<JavaField> beFinalOrSynthetic() {
        return new ArchCondition<>("be final") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean fine = field.getModifiers().contains(JavaModifier.FINAL) || field.getName().startsWith("$");
                events.add(new SimpleConditionEvent(field, fine, field.getFullName() + " is static and not final"));
            }
        };
    }

    private static ArchCondition<JavaClass> seeLowerLevelsOnly(String root) {
        String engine = root + ".engine.";
        return new ArchCondition<>("see lower levels only") {
            @Override
            public void check(JavaClass self, ConditionEvents events) {
                String from = part(self.getPackageName(), engine);
                self.getDirectDependenciesFromSelf().forEach(d -> {
                    String to = part(d.getTargetClass().getPackageName(), engine);
                    boolean fine = to.isEmpty() || to.equals(from) || FRIENDS.contains(from + ">" + to)
                            || level(to) < level(from);
                    events.add(new SimpleConditionEvent(d, fine, d.getDescription()));
                });
            }
        };
    }

    private static String part(String packageName, String engine) {
        if (!packageName.startsWith(engine)) {
            return packageName.equals(engine.substring(0, engine.length() - 1)) ? "engine" : "";
        }
        String rest = packageName.substring(engine.length());
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }

    /** The façade package itself stands above all; a package that is not on the map is an error. */
    private static int level(String part) {
        if (part.equals("engine")) {
            return 99;
        }
        Integer level = LEVELS.get(part);
        if (level == null) {
            throw new AssertionError("engine." + part + " is not on the map: add it to docs/architecture.md and to Rules");
        }
        return level;
    }
}
