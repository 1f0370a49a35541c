package dev.howdah.ui.jobs;

import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Nodes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** The limits of a run, to be turned while it goes. */
final class KnobForm {
    private static final long MEBI = 1L << 20;

    private final GridPane grid = new GridPane(8, 4);
    private final Label mistake = Nodes.paragraph("", "tone-bad");
    private final VBox root;

    KnobForm(Knobs k, Consumer<Knobs> turned) {
        TextField chunk = field("chunk-ms", k.chunkTime().toMillis());
        TextField rest = field("rest", k.rest());
        TextField rows = field("rows", k.maxRows());
        TextField lag = field("lag-s", k.lag().toSeconds());
        TextField wal = field("wal-mib", (double) k.walRate() / MEBI);
        TextField room = field("room", k.headRoom());
        Button apply = Nodes.button(Text.of("jobstab.apply"), null, () -> {
            try {
                turned.accept(k.withChunkTime(Duration.ofMillis(whole(chunk, 1))).withRest(number(rest)).withMaxRows((int) whole(rows, 1))
                        .withLag(Duration.ofSeconds(whole(lag, 0))).withWalRate((long) (number(wal) * MEBI)).withHeadRoom((int) whole(room, 0)));
                mistake.setText("");
            } catch (NumberFormatException e) {
                mistake.setText(Text.of("jobstab.bad-knob", String.valueOf(e.getMessage())));
            }
        });
        apply.setId("knobs-apply");
        root = Nodes.column(Nodes.label(Text.of("jobstab.knobs"), "card-title"), grid, Nodes.row(apply, mistake));
    }

    Node node() {
        return root;
    }

    private TextField field(String name, double value) {
        TextField field = new TextField(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
        field.setId("knob-" + name);
        field.setPrefColumnCount(7);
        String words = Text.of("jobstab.knob." + name);
        field.setAccessibleText(words);
        int n = grid.getChildren().size() / 2;
        grid.add(Nodes.label(words, "text-muted"), n % 2 * 2, n / 2);
        grid.add(field, n % 2 * 2 + 1, n / 2);
        return field;
    }

    private static double number(TextField field) {
        double value = Double.parseDouble(field.getText().strip());
        if (!(value >= 0) || value > 1e12) {
            throw new NumberFormatException(field.getText());
        }
        return value;
    }

    private static long whole(TextField field, int least) {
        double value = number(field);
        if (value < least || value > Integer.MAX_VALUE) {
            throw new NumberFormatException(field.getText());
        }
        return (long) value;
    }
}
