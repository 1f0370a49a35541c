package dev.howdah.ui.pool;

import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** The fields of a pool's spec, in the words of the systems. */
final class SpecForm {
    private final EngineController controller;
    private final TextField size = field("size");
    private final TextField overflow = field("overflow");
    private final TextField minIdle = field("min-idle");
    private final TextField timeout = field("timeout");
    private final TextField recycle = field("recycle");
    private final TextField leak = field("leak");
    private final CheckBox ping = new CheckBox(Text.of("pooltab.engine.field.pre-ping"));
    private final CheckBox echo = new CheckBox(Text.of("pooltab.engine.field.echo"));
    private final VBox root;
    private boolean filling;

    SpecForm(EngineModel model, EngineController controller) {
        this.controller = controller;
        Label mistake = Nodes.paragraph("", "tone-bad", "form-mistake");
        mistake.textProperty().bind(model.mistake);
        Nodes.when(model.mistake.isNotEmpty(), mistake);
        root = Nodes.column(presets(), grid(), Nodes.row(ping, echo), mistake);
        model.draft.subscribe(this::fill);
        for (TextField f : fields()) {
            f.textProperty().subscribe(t -> edited());
        }
        ping.selectedProperty().subscribe(t -> edited());
        echo.selectedProperty().subscribe(t -> edited());
    }

    Node node() {
        return root;
    }

    private List<TextField> fields() {
        return new ArrayList<>(List.of(size, overflow, minIdle, timeout, recycle, leak));
    }

    private Node presets() {
        ComboBox<PoolSpec.Preset> box = new ComboBox<>();
        box.getItems().setAll(PoolSpec.presets());
        box.setPromptText(Text.of("pooltab.engine.preset"));
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(PoolSpec.@Nullable Preset p) {
                return p == null ? "" : Text.of("pooltab.engine.preset-name", p.name(), p.spec().size(), p.spec().overflow());
            }

            @Override
            @SuppressWarnings("NullAway") // the box is not editable: nobody types a preset
            public PoolSpec.Preset fromString(String s) {
                return null;
            }
        });
        box.setMaxWidth(Double.MAX_VALUE);
        box.setId("pool-preset");
        box.setAccessibleText(Text.of("pooltab.engine.preset"));
        box.valueProperty().subscribe(p -> {
            if (p != null) {
                controller.onPreset(p);
            }
        });
        return box;
    }

    private Node grid() {
        GridPane grid = new GridPane(8, 6);
        String[] names = {"size", "overflow", "min-idle", "timeout", "recycle", "leak"};
        List<TextField> all = fields();
        for (int i = 0; i < names.length; i++) {
            Label name = Nodes.label(Text.of("pooltab.engine.field." + names[i]), "text-muted");
            name.setLabelFor(all.get(i));
            name.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
            grid.add(name, i % 2 * 2, i / 2);
            grid.add(all.get(i), i % 2 * 2 + 1, i / 2);
        }
        return grid;
    }

    private static TextField field(String id) {
        TextField field = new TextField();
        field.setId("pool-" + id);
        field.setPrefColumnCount(5);
        field.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        return field;
    }

    private void fill(@Nullable PoolSpec spec) {
        if (spec == null || filling) {
            return;
        }
        filling = true;
        set(size, String.valueOf(spec.size()));
        set(overflow, String.valueOf(spec.overflow()));
        set(minIdle, String.valueOf(spec.minIdle()));
        set(timeout, seconds(spec.timeout()));
        set(recycle, seconds(spec.recycle()));
        set(leak, seconds(spec.leakThreshold()));
        ping.setSelected(spec.prePing());
        echo.setSelected(spec.echo());
        filling = false;
    }

    private static void set(TextField field, String text) {
        if (!field.getText().equals(text) && !field.isFocused()) {
            field.setText(text);
        }
    }

    private void edited() {
        if (filling) {
            return;
        }
        filling = true;
        controller.onEdit(() -> new PoolSpec(
                whole(size), whole(overflow), whole(minIdle), time(recycle), ping.isSelected(), time(timeout), time(leak),
                        echo.isSelected()));
        filling = false;
    }

    private static int whole(TextField field) {
        try {
            return Integer.parseInt(field.getText().strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Text.of("pooltab.engine.no-number", field.getText()), e);
        }
    }

    private static Duration time(TextField field) {
        try {
            double s = Double.parseDouble(field.getText().strip());
            if (s >= 0 && s < 1e8) {
                return Duration.ofMillis(Math.round(s * 1_000));
            }
        } catch (NumberFormatException e) {
            // Falls through to the one complaint that fits both cases.
        }
        throw new IllegalArgumentException(Text.of("pooltab.engine.no-number", field.getText()));
    }

    private static String seconds(Duration d) {
        return java.math.BigDecimal.valueOf(d.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
