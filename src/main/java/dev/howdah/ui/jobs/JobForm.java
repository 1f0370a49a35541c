package dev.howdah.ui.jobs;

import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.Parameter;
import dev.howdah.ui.kit.Nodes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A field for each parameter of a job. */
final class JobForm {
    private final VBox root = new VBox(8);
    private final Map<String, Supplier<String>> values = new LinkedHashMap<>();

    Node node() {
        return root;
    }

    /** Fills a field in, as if it were typed. */
    void give(String name, String value) {
        if (root.lookup("#param-" + name) instanceof TextField field) {
            field.setText(value);
        }
    }

    void show(@Nullable Job job) {
        root.getChildren().clear();
        values.clear();
        if (job != null) {
            job.parameters().forEach(p -> root.getChildren().add(field(p)));
        }
    }

    /** What was entered; empty fields are left to their presets. */
    Map<String, String> values() {
        Map<String, String> given = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!value.get().isEmpty()) {
                given.put(name, value.get());
            }
        });
        return given;
    }

    private Node field(Parameter p) {
        if (p.type() == Parameter.Type.BOOLEAN) {
            CheckBox box = new CheckBox(p.name());
            box.setSelected(Boolean.parseBoolean(p.preset()));
            box.setId("param-" + p.name());
            values.put(p.name(), () -> String.valueOf(box.isSelected()));
            return Nodes.row(box, Nodes.label(p.about(), "text-muted"));
        }
        if (!p.choices().isEmpty()) {
            ComboBox<String> box = new ComboBox<>();
            box.getItems().setAll(p.choices());
            box.setValue(p.preset());
            box.setAccessibleText(p.name());
            box.setId("param-" + p.name());
            box.setMaxWidth(Double.MAX_VALUE);
            values.put(p.name(), () -> box.getValue() == null ? "" : box.getValue());
            return new VBox(4, named(p), box);
        }
        TextField text = p.secret() ? new PasswordField() : new TextField(p.preset() == null ? "" : p.preset());
        text.setId("param-" + p.name());
        text.setAccessibleText(p.name());
        values.put(p.name(), text::getText);
        return new VBox(4, named(p), text);
    }

    private static Node named(Parameter p) {
        return Nodes.row(Nodes.label(p.name()), Nodes.label(p.about(), "text-muted"));
    }
}
