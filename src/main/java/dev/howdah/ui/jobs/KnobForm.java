package dev.howdah.ui.jobs;

import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.Knob;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Nodes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** The limits of a run, to be turned while it goes. */
final class KnobForm {
    private final GridPane grid = new GridPane(8, 4);
    private final Label mistake = Nodes.paragraph("", "tone-bad");
    private final Map<String, Supplier<String>> values = new LinkedHashMap<>();
    private final VBox root;

    KnobForm(Knobs k, Consumer<Knobs> turned) {
        for (Knob knob : Knob.values()) {
            if (knob != Knob.VACUUM) {
                field(knob, knob.of(k));
            }
        }
        CheckBox vacuum = vacuum(k);
        Button apply = Nodes.button(Text.of("jobstab.apply"), null, () -> {
            try {
                turned.accept(Knob.turned(k, now()));
                mistake.setText("");
            } catch (JobException e) {
                mistake.setText(String.valueOf(e.getMessage()));
            }
        });
        apply.setId("knobs-apply");
        root = Nodes.column(Nodes.label(Text.of("jobstab.knobs"), "card-title"), grid, vacuum, Nodes.row(apply, mistake));
    }

    Node node() {
        return root;
    }

    private Map<String, String> now() {
        Map<String, String> all = new LinkedHashMap<>();
        values.forEach((name, value) -> all.put(name, value.get()));
        return all;
    }

    private void field(Knob knob, String value) {
        TextField field = new TextField(value);
        field.setId("knob-" + knob.word());
        field.setPrefColumnCount(7);
        String words = Text.of("jobstab.knob." + knob.word());
        field.setAccessibleText(words);
        int n = values.size();
        grid.add(Nodes.label(words, "text-muted"), n % 2 * 2, n / 2);
        grid.add(field, n % 2 * 2 + 1, n / 2);
        values.put(knob.word(), field::getText);
    }

    private CheckBox vacuum(Knobs k) {
        CheckBox box = new CheckBox(Text.of("jobstab.knob.vacuum"));
        box.setId("knob-" + Knob.VACUUM.word());
        box.setSelected(k.awaitVacuum());
        values.put(Knob.VACUUM.word(), () -> String.valueOf(box.isSelected()));
        return box;
    }
}
