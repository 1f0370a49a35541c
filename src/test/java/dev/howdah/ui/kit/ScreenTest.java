package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Leaks;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class ScreenTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void holdsSubscriptionsOnlyWhileItIsInAWindow() {
        FxWindow.start();
        StackPane place = FxWindow.call(StackPane::new);
        VBox root = FxWindow.call(VBox::new);
        FxWindow.run(() -> Screen.of(
                root,
                held -> {
                    seen.add("show");
                    held.onEnd(() -> seen.add("released"));
                },
                () -> seen.add("hide")));
        try (FxWindow window = FxWindow.show(() -> place)) {
            assertThat(seen).isEmpty();
            FxWindow.run(() -> place.getChildren().setAll(root));
            assertThat(seen).containsExactly("show");
            FxWindow.run(() -> place.getChildren().clear());
            assertThat(seen).containsExactly("show", "released", "hide");
            FxWindow.run(() -> place.getChildren().setAll(root));
            window.settle();
        }
        assertThat(seen).containsExactly("show", "released", "hide", "show", "released", "hide");
    }

    @Test
    void chartsTablesAndStatementsAreForgottenWhenClosed() {
        FxWindow.start();
        Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), InstantSource.fixed(Instant.EPOCH));
        assertThat(Leaks.heldAfterClosing(() -> everything(kit))).isZero();
    }

    static Parent everything(Kit kit) {
        ChartGroup group = kit.charts();
        LiveChart chart = group.stacked(Unit.COUNT);
        chart.show(Instant.EPOCH, Instant.ofEpochSecond(9), List.of(new Line("a", Hue.A, new double[] {1, 2, 3}, new double[] {1, 2, 3})));
        Table<Integer> table = kit.<Integer>table("test").number("test.n", n -> n, Unit.COUNT).build();
        table.rows(List.of(1, 2, 3));
        SqlText sql = new SqlText();
        sql.show("SELECT 1");
        Tile tile = new Tile("tile", Unit.BYTES);
        tile.value(3);
        Page page = new Page(Card.of("chart", chart), Card.of("table", table), tile);
        page.detail("statement", sql.node());
        return Screen.of(page.root(), s -> s.add((javafx.util.Subscription) new Ticker<>(kit.fx(), java.time.Duration.ofMillis(5), () -> 1, n -> {}, t -> {}).start()))
                .root();
    }
}
