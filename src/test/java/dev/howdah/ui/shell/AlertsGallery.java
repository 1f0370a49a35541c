package dev.howdah.ui.shell;

import dev.howdah.engine.alert.Alert;
import dev.howdah.engine.alert.AlertRule;
import dev.howdah.engine.alert.AlertRule.Cycles;
import dev.howdah.engine.alert.AlertRule.Manner;
import dev.howdah.engine.alert.AlertRule.What;
import dev.howdah.engine.alert.Limits;
import dev.howdah.engine.alert.Measure;
import dev.howdah.engine.alert.Quiet;
import dev.howdah.engine.alert.out.Lane;
import dev.howdah.engine.alert.out.OutputSpec;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.store.AlertStore.Stored;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Studio;
import dev.howdah.ui.kit.Theme;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Pictures of the list of alerts in its states, in both themes: run it and look at target/gallery. */
public final class AlertsGallery {
    private static final Instant NOW = Instant.parse("2026-11-22T08:33:22Z");
    private static final String LONG = "Sequence public.orders_id_seq has given 96 % of its numbers; 85,899,345 are left, at the pace of the last week"
            + " enough for 11 days. And 3 more.";

    private final Kit kit = Kit.direct(InstantSource.fixed(NOW));

    private AlertsGallery() {}

    public static void main(String[] args) throws Exception {
        Path out = Path.of(args.length > 0 ? args[0] : "target/gallery");
        CompletableFuture<Void> done = new CompletableFuture<>();
        Platform.startup(() -> new AlertsGallery().shoot(out, done));
        done.get();
        Platform.exit();
    }

    private void shoot(Path out, CompletableFuture<Void> done) {
        Studio studio = new Studio(1100, 760);
        CompletableFuture<?> chain = CompletableFuture.completedFuture(null);
        for (Map.Entry<String, Parent> e : states().entrySet()) {
            for (Theme theme : Theme.values()) {
                chain = chain.thenCompose(x -> {
                    studio.show(e.getValue());
                    studio.theme(theme);
                    return studio.shoot(out.resolve("alerts-" + e.getKey() + "-" + theme.name().toLowerCase(java.util.Locale.ROOT) + ".png"), 20);
                });
            }
        }
        chain.whenComplete((x, problem) -> {
            studio.close();
            if (problem == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(problem);
            }
        });
    }

    private Map<String, Parent> states() {
        Map<String, Parent> all = new LinkedHashMap<>();
        all.put("off", sheet(m -> m.all.set(null), -1));
        all.put("empty", sheet(m -> m.all.set(List.of(fine("on-lock"), fine("error-rate"), unknown("replication-lag"))), -1));
        all.put("firing", sheet(m -> {
            m.all.set(List.of(firing(Severity.CRITICAL, "Sessions waiting for a lock: 23, the limit is 20.", Alert.State.FIRING, null),
                    firing(Severity.CRITICAL, LONG, Alert.State.UNKNOWN, null),
                    firing(Severity.WARNING, "Transactions rolled back: 6.2 %, the limit is 5 %.", Alert.State.FIRING, null), unknown("replication-lag")));
            m.outputs.set(outputs());
        }, 0));
        all.put("muted", sheet(m -> m.all.set(List.of(firing(Severity.CRITICAL, "Sessions waiting for a lock: 23, the limit is 20.", Alert.State.FIRING,
                new Alert.Hush(true, NOW.plusSeconds(7_200), "the index is being built")))), 0));
        all.put("quiet", sheet(m -> m.all.set(List.of(firing(Severity.WARNING, "Transactions is 12/s; usual on Sunday 08:00 is 340/s to 420/s (last 4 weeks).",
                Alert.State.FIRING, new Alert.Hush(false, NOW.plusSeconds(20_000), "")))), 0));
        all.put("past", sheet(m -> {
            m.all.set(List.of(fine("on-lock")));
            m.past.set(past());
            m.part.set(AlertsModel.Part.PAST);
        }, 1));
        all.put("huge", sheet(m -> m.all.set(java.util.stream.IntStream.range(0, 3_000).mapToObj(AlertsGallery::one).toList()), 2));
        all.put("failing", sheet(m -> {
            m.all.set(List.of(fine("on-lock")));
            m.problem.set(Problem.of(new DbProblem.Timeout("history.example:5432", "canceling statement due to statement timeout")));
            m.part.set(AlertsModel.Part.PAST);
        }, -1));
        all.put("past-empty", sheet(m -> {
            m.all.set(List.of(fine("on-lock")));
            m.part.set(AlertsModel.Part.PAST);
        }, -1));
        return all;
    }

    private static Alert one(int i) {
        return new Alert("orders-primary-europe-west-" + i, rule("on-lock"), "", Alert.State.FIRING, i % 3 == 0 ? Severity.CRITICAL : Severity.WARNING, i, "" + i,
                i % 5 == 0 ? LONG.repeat(3) : "Sessions waiting for a lock: " + (20 + i) + ", the limit is 20.", NOW.minusSeconds(i * 4_000L), null, NOW,
                i % 7 == 2 ? new Alert.Hush(true, i % 2 == 0 ? null : NOW.plusSeconds(90_000), "it is moved to another rack on Sunday ".repeat(6)) : null);
    }

    private Parent sheet(Consumer<AlertsModel> fill, int select) {
        AlertsModel model = new AlertsModel();
        AlertsController controller = new AlertsController(model, new ShellModel(), kit);
        AlertsView view = new AlertsView(model, controller, kit, () -> {});
        fill.accept(model);
        VBox sheet = view.root();
        sheet.setMaxSize(javafx.scene.layout.Region.USE_PREF_SIZE, javafx.scene.layout.Region.USE_PREF_SIZE);
        VBox page = new VBox(16, Nodes.row(Nodes.spring(), new AlertsBell(model, () -> {}).node()), new StackPane(sheet));
        page.setStyle("-fx-padding: 16; -fx-background-color: -howdah-page;");
        page.getStyleClass().add("shell");
        if (select >= 0 && page.lookup(".table-view") instanceof TableView<?> table) {
            table.getSelectionModel().select(select);
        }
        return page;
    }

    private static AlertRule rule(String id) {
        Measure measure = java.util.Objects.requireNonNullElse(Measure.of(id), Measure.ON_LOCK);
        return new AlertRule(id, new What.Figure(measure), Limits.of(false, 5.0, 20.0, null), new Cycles(3, 5),
                new Manner("figures", measure.tab(), Severity.WARNING, Duration.ofHours(1), Quiet.never()));
    }

    private static Alert firing(Severity severity, String sentence, Alert.State state, Alert.@Nullable Hush hush) {
        return new Alert("orders-primary", rule("on-lock"), sentence.startsWith("Seq") ? "public.orders_id_seq" : "", state, severity, 23, "23", sentence,
                NOW.minusSeconds(sentence.length() * 37L), null, NOW, hush);
    }

    private static Alert fine(String id) {
        return new Alert("orders-primary", rule(id), "", Alert.State.OK, Severity.OK, 1, "1", "", null, null, NOW, null);
    }

    private static Alert unknown(String id) {
        return new Alert("orders-primary", rule(id), "", Alert.State.UNKNOWN, Severity.OK, Double.NaN, "–", "was not collected", null, null, NOW, null);
    }

    private static List<AlertRow> past() {
        List<AlertRow> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Instant at = NOW.minusSeconds(20_000L * (i + 1));
            rows.add(AlertRow.of(new Stored(i, i % 3 == 0 ? "stock" : "orders-primary", 1, "on-lock", "", i % 2 == 0 ? "CRITICAL" : "WARNING",
                    "Sessions waiting for a lock", "Sessions waiting for a lock: " + (6 + i) + ", the limit is 5.", "activity", 6 + i, 30, at, at,
                    at.plusSeconds(90L * (i + 1)))));
        }
        return rows;
    }

    private static List<Lane.State> outputs() {
        OutputSpec desktop = new OutputSpec.Desktop(OutputSpec.Routing.of("desktop", Severity.WARNING), "ann@here");
        OutputSpec ops = new OutputSpec.Webhook(OutputSpec.Routing.of("ops", Severity.WARNING), "https://hooks.example/x", OutputSpec.Proof.HMAC, Duration.ofSeconds(10), null);
        OutputSpec mail = new OutputSpec.Mail(OutputSpec.Routing.of("mail", Severity.WARNING), new OutputSpec.MailServer("smtp", 587, OutputSpec.Security.STARTTLS, null), "", "a@b", List.of("c@d"));
        return List.of(new Lane.State(desktop, NOW.minusSeconds(40), null, 0, 0), new Lane.State(ops, null, "https://hooks.example answered HTTP 503", 2, 0),
                new Lane.State(mail, null, null, 0, 0));
    }
}
