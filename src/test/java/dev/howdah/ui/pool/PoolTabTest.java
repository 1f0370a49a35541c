package dev.howdah.ui.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Replays;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.Theme;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.testfx.api.FxToolkit;

@ResourceLock("javafx")
class PoolTabTest {
    private static final int SIZE = 980;

    private final Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());

    @BeforeAll
    static void startTheToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
    }

    private static <T> T fx(Callable<T> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(action.call());
            } catch (Throwable t) {
                done.completeExceptionally(t);
            }
        });
        try {
            return done.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Engine engine() {
        return Engine.open(Servers.newDatabase(), PoolSpec.of(4, 2, Duration.ZERO, true), Audits.scratch(), Clock.systemUTC());
    }

    private PoolTab tab(Engine engine) {
        return new PoolTab(
                engine.poolHistory(), Replays.live(engine), engine.interactive(), engine.audit(), new SimpleObjectProperty<>(Duration.ofMinutes(2)), kit);
    }

    private static Stage stage(Parent root) {
        return fx(() -> {
            Stage stage = new Stage();
            Scene scene = new Scene(root, SIZE, SIZE);
            Theme.DARK.apply(scene);
            stage.setScene(scene);
            stage.show();
            return stage;
        });
    }

    private static boolean says(Parent root, String words) {
        return fx(() -> root.lookupAll(".label").stream().anyMatch(n -> n instanceof Labeled l && words.equals(l.getText())));
    }

    @Test
    void showsThePoolAndChangesItsSize() {
        try (Engine engine = engine()) {
            Parent root = fx(() -> tab(engine).open().root());
            Stage stage = stage(root);
            Await.until("the pool is shown", () -> says(root, "of 6"));
            fx(() -> {
                ((TextField) root.lookup("#pool-size")).setText("0");
                return 0;
            });
            assertThat(fx(() -> root.lookup("#pool-apply").isDisabled())).isTrue();
            fx(() -> {
                ((TextField) root.lookup("#pool-size")).setText("7");
                ((TextField) root.lookup("#pool-min-idle")).setText("1");
                return 0;
            });
            Await.until("it can be applied", () -> !fx(() -> root.lookup("#pool-apply").isDisabled()));
            fx(() -> {
                ((Button) root.lookup("#pool-apply")).fire();
                return 0;
            });
            Await.until("the pool has the new size", () -> engine.pool().spec().size() == 7 && engine.pool().spec().minIdle() == 1);
            Await.until("and it is shown", () -> says(root, "of 9"));
            fx(() -> {
                stage.close();
                return 0;
            });
        }
    }

    @Test
    void showsEveryPart() {
        try (Engine engine = engine()) {
            PoolTab tab = tab(engine);
            Parent root = fx(() -> tab.open().root());
            Stage stage = stage(root);
            String[] words = {"Sizing advice", "Client sessions", "Connect to PgBouncer", "HikariCP pools", "nothing blocks"};
            for (Part part : Part.values()) {
                fx(() -> {
                    tab.actions().get(part.ordinal()).run().run();
                    return 0;
                });
                Await.until(part + " is shown", () -> says(root, words[part.ordinal()]));
            }
            assertThat(fx(() -> root.lookupAll(".toggle-button").stream().filter(n -> ((ToggleButton) n).isSelected()).count()))
                    .isEqualTo(1);
            fx(() -> {
                stage.close();
                return 0;
            });
        }
    }

    @Test
    void leavesNothingBehindWhenItIsClosed() {
        try (Engine engine = engine()) {
            StackPane place = fx(StackPane::new);
            Stage stage = stage(place);
            List<WeakReference<Parent>> seen = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                fx(() -> {
                    Parent root = tab(engine).open().root();
                    seen.add(new WeakReference<>(root));
                    place.getChildren().setAll(root);
                    return 0;
                });
                fx(() -> 0);
            }
            fx(() -> {
                TextField other = new TextField();
                place.getChildren().setAll(other);
                other.requestFocus();
                return 0;
            });
            // the scene may hold its last focus owner and its last dirty node
            Await.until("closed tabs are forgotten", () -> {
                System.gc();
                fx(() -> 0);
                return seen.stream().filter(r -> r.get() != null).count() <= 1;
            });
            fx(() -> {
                stage.close();
                return 0;
            });
        }
    }
}
