package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.plan.Plan;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class PlanViewTest {
    private static final Kit KIT = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());

    /** What one turn of the window's thread makes is the same for a plan of any size, and little. */
    @Test
    void takesTheRowsOfALongPlanInOverManyFrames() {
        PlanSheet sheet = sheet(5_000);
        List<Integer> rows = new ArrayList<>();
        FxWindow window = FxWindow.show(javafx.scene.layout.VBox::new);
        try (window) {
            Parent root = FxWindow.call(() -> {
                Region view = new PlanView(sheet, KIT).node();
                view.setPrefHeight(900);
                ((javafx.scene.layout.VBox) window.stage().getScene().getRoot()).getChildren().setAll(view);
                view.applyCss();
                view.layout();
                rows.add(rows(view));
                return view;
            });
            Await.until("the table fills its place", () -> FxWindow.call(() -> {
                rows.add(rows(root));
                return rows(root) >= 20;
            }));
        }
        assertThat(rows.getFirst()).isLessThanOrEqualTo(2);
        assertThat(rows.getLast()).isLessThan(80);
    }

    /** JavaFX measures the cells of 30 rows for a column of its own usual width. */
    @Test
    void givesNoColumnTheWidthThatHasItsCellsMeasured() {
        FxWindow.start();
        List<Double> widths = FxWindow.call(() -> {
            Table<Integer> table = KIT.<Integer>table("plan-view-test").number("planview.rows", i -> i, Unit.COUNT).width(80).build();
            new Scene((Parent) table.node());
            return table.view().getColumns().stream().map(javafx.scene.control.TableColumn::getPrefWidth).toList();
        });
        assertThat(widths).containsExactly(81.0);
    }

    private static int rows(Parent root) {
        return (int) root.lookupAll(".table-row-cell").stream().filter(n -> n.isVisible() && ((javafx.scene.control.TableRow<?>) n).getItem() != null).count();
    }

    static PlanSheet sheet(int scans) {
        StringBuilder s = new StringBuilder("Append  (cost=0.00..1.00 rows=1 width=4) (actual time=0.0..500.0 rows=1 loops=1)\n");
        for (int i = 0; i < scans; i++) {
            s.append("  ->  Seq Scan on part_").append(i).append("  (cost=0.00..1.00 rows=1 width=4) (actual time=0.0..0.1 rows=1 loops=1)\n");
        }
        return PlanSheet.of(Plan.parse(s.toString()), false);
    }
}
