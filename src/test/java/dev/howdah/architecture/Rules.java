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
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

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

    /** Where a library may be seen; most have one home. */
    private static final Map<String, List<String>> HOMES = homes(
            "com.zaxxer..", "engine.pool", "com.github.benmanes..", "engine.cache", "io.lettuce..", "engine.cache",
            "net.ttddyy..", "engine.profile", "io.netty..", "engine.serve", "io.prometheus..", "engine.serve", "jakarta.mail..", "engine.alert",
            "com.github.kagkarlsson..", "engine.job", "com.github.javakeyring..", "engine.db", "com.github.vertical_blank..", "engine.sqltext",
            "org.apache.commons..", "engine.cluster", "org.flywaydb..", "engine.store engine.systems", "picocli..", "app",
            "io.fair_acc..", "ui.kit", "org.controlsfx..", "ui.kit", "org.fxmisc..", "ui.kit", "org.kordamp..", "ui.kit", "atlantafx..", "ui.kit");

    /** Who may begin a thread or a task beside the caller's. Fleet, replay and the rest have theirs from these. */
    private static final List<String> THREAD_OWNERS = List.of("ui.kit.Fx", "engine.db.Cancellation", "engine.sample.Sampler", "engine.store.Journal", "engine.alert.Alerts",
            "engine.alert.Seasons", "engine.alert.out.Lane", "engine.job.JobRunner", "engine.cache.Caching", "engine.cache.ChangeListener",
            "engine.advise.Costs", "engine.twin.Building", "engine.log.Pipeline", "engine.serve.http.Exchange", "engine.systems.OneClick", "engine.systems.Traffic",
            "engine.systems.Crowd", "engine.systems.paintstudio.Exhaustion", "engine.systems.trainingmonkey.OAuthClient",
            "engine.systems.trainingmonkey.StubIssuer", "app.Main", "app.Desk", "app.LateFile", "app.Trouble", "app.ServeCommand", "app.WorkerCommand");

    /** Who may take the system's clock: the wiring, and two figures of the sample systems that are nobody's part. */
    private static final List<String> CLOCK_MAKERS =
            List.of("app.Wiring", "engine.systems.jumpstart.ProfilingGauge", "engine.systems.trainingmonkey.RefreshGauge");

    private static final int PARAMETERS = 6;

    /** Methods with more parameters than that. Constructors are lists of parts, and a command's parameters are its options. */
    private static final Set<String> MANY_PARAMETERS = Set.of(
            "Picture.of", "Tabs.of", "HybridPager.byCursor", "Prefix.matchBehind", "Prefix.match", "Prefix.name", "Prefix.rest", "NPlusOneFinder.best",
            "AcwrTable.read", "SettingAdvisor.make", "Aggregator.call", "Runs.call");

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
        rules.put("no cycles in ui", slices().matching(root + ".ui.(**)").should().beFreeOfCycles());
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
        HOMES.forEach((library, homes) -> home(rules, root, library, homes));
    }

    private static void home(Map<String, ArchRule> rules, String root, String library, List<String> homes) {
        String[] inside = homes.stream().map(h -> root + "." + h + "..").toArray(String[]::new);
        rules.put(library + " only in " + String.join(", ", homes), noClasses().that().resideInAPackage(root + "..")
                .and().resideOutsideOfPackages(inside).should().dependOnClassesThat().resideInAPackage(library));
    }

    private static void ui(Map<String, ArchRule> rules, String root) {
        rules.put("models see properties and collections only", noClasses().that().haveSimpleNameEndingWith("Model").and()
                .resideInAPackage(root + ".ui..").and().resideOutsideOfPackage(root + ".ui.kit..")
                .should().dependOnClassesThat(resideInAPackage("javafx..")
                        .and(DescribedPredicate.not(resideInAnyPackage("javafx.beans..", "javafx.collections..", "javafx.util..")))));
        rules.put("controllers see no controls", noClasses().that().haveSimpleNameEndingWith("Controller").and()
                .resideInAPackage(root + ".ui..").should().dependOnClassesThat().resideInAnyPackage("javafx.scene.."));
        rules.put("controllers see no views", noClasses().that().haveSimpleNameEndingWith("Controller").and()
                .resideInAPackage(root + ".ui..").should().dependOnClassesThat(
                        are(simpleNameEndingWith("View")).and(resideInAPackage(root + ".ui.."))));
        rules.put("one door to the FX thread", noClasses().that().resideInAPackage(root + "..")
                .and().haveNameNotMatching(root + "\\.ui\\.kit\\.Fx(\\$.*)?").should()
                .callMethodWhere(JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.<JavaClass>owner(
                                nameMatching("javafx\\.application\\.Platform")))
                        .and(JavaCall.Predicates.target(nameMatching("runLater")))));
        rules.put("the command line loads no JavaFX class", noClasses().that().resideInAPackage(root + ".app")
                .and().haveNameMatching(".*\\.(Cli|Launcher|Wiring|[A-Z][A-Za-z]*Command)").should()
                .dependOnClassesThat().resideInAnyPackage("javafx..", "org.controlsfx..", "io.fair_acc.."));
    }

    private static void state(Map<String, ArchRule> rules, String root) {
        rules.put("no static mutable state", fields().that().areDeclaredInClassesThat().resideInAPackage(root + "..")
                .and().areStatic().should(beFinalOrSynthetic()));
        rules.put("at most " + PARAMETERS + " parameters", methods().that().areDeclaredInClassesThat().resideInAPackage(root + "..")
                .should(haveFewParameters()));
        rules.put("no getInstance", methods().that().areDeclaredInClassesThat().resideInAPackage(root + "..")
                .should().notHaveName("getInstance"));
        rules.put("no static collection that changes", classes().that().resideInAPackage(root + "..").should(haveNoStaticThatChanges()));
        rules.put("time only through a clock", noClasses().that().resideInAPackage(root + "..").and(areNot(root, CLOCK_MAKERS))
                .should().callCodeUnitWhere(target(Rules::asksTheSystemsClock)));
        rules.put("threads only of their owners", noClasses().that().resideInAPackage(root + "..").and(areNot(root, THREAD_OWNERS))
                .should().callCodeUnitWhere(target(Rules::beginsThread)));
        rules.put("no standard streams outside app", noClasses().that().resideInAPackage(root + "..")
                .and().resideOutsideOfPackage(root + ".app..").should().accessField(System.class, "out")
                .orShould().accessField(System.class, "err"));
    }

    private static ArchCondition<JavaMethod> haveFewParameters() {
        return new ArchCondition<>("have few parameters") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean fine = method.getRawParameterTypes().size() <= PARAMETERS || method.getModifiers().contains(JavaModifier.SYNTHETIC)
                        || method.isAnnotatedWith("picocli.CommandLine$Command")
                        || MANY_PARAMETERS.contains(method.getOwner().getSimpleName() + "." + method.getName());
                events.add(new SimpleConditionEvent(method, fine, method.getFullName()));
            }
        };
    }

    private static DescribedPredicate<JavaClass> areNot(String root, List<String> names) {
        return DescribedPredicate.describe("are none of " + names, c -> names.stream().map(n -> root + "." + n)
                .noneMatch(n -> c.getFullName().equals(n) || c.getFullName().startsWith(n + "$")));
    }

    private static DescribedPredicate<JavaCall<?>> target(Predicate<AccessTarget> kind) {
        return DescribedPredicate.describe("of that kind", call -> kind.test(call.getTarget()));
    }

    private static boolean asksTheSystemsClock(AccessTarget t) {
        String owner = t.getOwner().getFullName();
        boolean told = t instanceof AccessTarget.CodeUnitCallTarget c
                && c.getRawParameterTypes().stream().anyMatch(p -> p.getFullName().equals("java.time.Clock"));
        return owner.startsWith("java.time.") && t.getName().equals("now") && !told
                || Set.of("java.time.Clock", "java.time.InstantSource").contains(owner) && t.getName().matches("system(UTC|DefaultZone)?|tick[A-Z].*")
                || owner.equals("java.lang.System") && t.getName().equals("currentTimeMillis")
                || owner.equals("java.util.Date") && t instanceof AccessTarget.ConstructorCallTarget c && c.getRawParameterTypes().isEmpty();
    }

    private static boolean beginsThread(AccessTarget t) {
        String owner = t.getOwner().getFullName();
        return owner.equals("java.lang.Thread") && Set.of("<init>", "ofVirtual", "ofPlatform", "startVirtualThread").contains(t.getName())
                || owner.equals("java.util.concurrent.Executors") || owner.equals("java.util.concurrent.ForkJoinPool")
                || owner.equals("java.util.Timer") || t.getName().equals("parallelStream") || t.getName().equals("parallel")
                || owner.equals("java.util.concurrent.CompletableFuture") && Set.of("runAsync", "supplyAsync").contains(t.getName());
    }

    /** By what a class makes when it is loaded: an empty collection or a counter is made to be changed. */
    private static ArchCondition<JavaClass> haveNoStaticThatChanges() {
        return new ArchCondition<>("have no static collection that changes") {
            @Override
            public void check(JavaClass self, ConditionEvents events) {
                self.getStaticInitializer().ifPresent(s -> s.getConstructorCallsFromSelf().forEach(call -> {
                    String made = call.getTargetOwner().getFullName();
                    boolean changes = call.getTarget().getRawParameterTypes().isEmpty() && made.matches("java\\.util\\.[A-Za-z]*(Map|List|Set|Deque|Queue)")
                            || made.matches("java\\.util\\.concurrent\\.(Concurrent|CopyOnWrite|Linked|atomic\\.).*|java\\.lang\\.ThreadLocal");
                    events.add(new SimpleConditionEvent(call, !changes, call.getDescription()));
                }));
            }
        };
    }

    private static Map<String, List<String>> homes(String... librariesAndHomes) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (int i = 0; i < librariesAndHomes.length; i += 2) {
            all.put(librariesAndHomes[i], List.of(librariesAndHomes[i + 1].split(" ")));
        }
        return all;
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
