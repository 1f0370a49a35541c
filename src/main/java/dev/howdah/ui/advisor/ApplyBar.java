package dev.howdah.ui.advisor;

import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Unit;
import java.time.Duration;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** The button that makes a job of an advice, and how long to measure before and after. */
final class ApplyBar {
    private static final List<Integer> SECONDS = List.of(10, 60, 300, 1800);

    private final Remedy remedy;
    private final AdvisorController controller;

    ApplyBar(Remedy remedy, AdvisorController controller) {
        this.remedy = remedy;
        this.controller = controller;
    }

    Node node() {
        ComboBox<Integer> time = new ComboBox<>();
        time.getItems().setAll(SECONDS);
        time.setValue(SECONDS.get(1));
        time.setId("advisor-measure");
        time.setAccessibleText(Text.of("advisor.measure"));
        time.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable Integer s) {
                return s == null ? "" : Unit.SECONDS.text(s);
            }

            @Override
            public @Nullable Integer fromString(String text) {
                return null;
            }
        });
        Button apply = Nodes.primary(Text.of("advisor.apply"), Icons.RUN, () -> controller.onApply(remedy, Duration.ofSeconds(time.getValue())));
        apply.setId("advisor-apply");
        return Nodes.row(apply, Nodes.label(Text.of("advisor.measure"), "text-muted"), time);
    }
}
