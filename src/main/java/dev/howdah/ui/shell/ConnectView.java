package dev.howdah.ui.shell;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Problems;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Tone;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.beans.property.StringProperty;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** The sheet for a server that is not in the list yet. */
final class ConnectView {
    private static final double WIDTH = 560;

    private final ConnectModel model;
    private final ConnectController controller;
    private final Kit kit;
    private final TextField address = new TextField();
    private final VBox outcome = new VBox(8);
    private final Region stripe = new Region();
    private final VBox root;

    ConnectView(ConnectModel model, ConnectController controller, Kit kit, Runnable close) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        stripe.setMinHeight(4);
        model.environment.subscribe(
                e -> stripe.getStyleClass().setAll("environment", e.name().toLowerCase(Locale.ROOT)));
        root = new VBox(
                12, stripe, title(), fields(), certificates(), outcome, buttons(close));
        root.getStyleClass().addAll("sheet", "connect-sheet");
        root.setPrefWidth(WIDTH);
        root.setOnKeyPressed(e -> {
            if (new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN).match(e) && !model.address.get().isBlank()) {
                close.run();
                controller.onConnect();
                e.consume();
            }
        });
        model.problem.subscribe(p -> outcome());
        model.diagnosis.subscribe(d -> outcome());
        model.busy.subscribe(b -> outcome());
    }

    VBox root() {
        return root;
    }

    Node first() {
        return address;
    }

    private Node title() {
        Label title = Nodes.label("", "page-title");
        model.replaces.subscribe(r -> title.setText(r.isEmpty() ? Text.of("shell.connect.title") : Text.of("shell.connect.change", r)));
        return title;
    }

    private Node fields() {
        GridPane grid = grid();
        address.setPromptText("postgresql://db.example:5432/orders");
        address.setId("connect-address");
        row(grid, "shell.connect.address", bound(address, model.address));
        TextField user = bound(new TextField(), model.user);
        user.setPromptText(Text.of("shell.connect.user-prompt"));
        row(grid, "shell.connect.user", user);
        PasswordField password = new PasswordField();
        password.setId("connect-password");
        model.replaces.subscribe(r -> password.setPromptText(Text.of(r.isEmpty() ? "shell.connect.password-prompt" : "shell.connect.password-kept")));
        row(grid, "shell.connect.password", bound(password, model.password));
        row(grid, "shell.connect.environment", Segments.of(
                List.of(Environment.PRODUCTION, Environment.STAGING, Environment.DEVELOPMENT),
                e -> Text.of("shell.environment." + e.name().toLowerCase(Locale.ROOT)),
                model.environment));
        TextField name = bound(new TextField(), model.name);
        name.setPromptText(Text.of("shell.connect.name-prompt"));
        name.setId("connect-name");
        row(grid, "shell.connect.name", name);
        return grid;
    }

    private Node certificates() {
        GridPane grid = grid();
        ComboBox<Tls.@Nullable Mode> mode = new ComboBox<>();
        mode.getItems().add(null);
        mode.getItems().addAll(Tls.Mode.values());
        mode.setConverter(new StringConverter<>() {
            @Override
            public String toString(Tls.@Nullable Mode m) {
                return m == null ? Text.of("shell.connect.tls-address") : m.word();
            }

            @Override
            @SuppressWarnings("NullAway") // the box is not editable: nobody asks
            public Tls.@Nullable Mode fromString(String text) {
                return null;
            }
        });
        mode.valueProperty().bindBidirectional(model.tls);
        mode.setAccessibleText(Text.of("shell.connect.tls"));
        row(grid, "shell.connect.tls", mode);
        row(grid, "shell.connect.root-cert", file(Text.of("shell.connect.root-cert"), model.rootCert));
        row(grid, "shell.connect.cert", file(Text.of("shell.connect.cert"), model.cert));
        row(grid, "shell.connect.key", file(Text.of("shell.connect.key"), model.key));
        return grid;
    }

    private Node file(String name, StringProperty path) {
        TextField field = bound(new TextField(), path);
        field.setPromptText(Text.of("shell.connect.file-prompt"));
        field.setAccessibleText(name);
        Files files = kit.files();
        Button choose = Nodes.iconButton(name + ": " + Text.of("shell.connect.choose"), Icons.FOLDER, () -> {
            Path chosen = files.open(root.getScene().getWindow());
            if (chosen != null) {
                path.set(chosen.toString());
            }
        });
        return Nodes.row(Nodes.grow(field), choose);
    }

    private void outcome() {
        outcome.getChildren().clear();
        if (model.busy.get()) {
            ProgressIndicator turning = new ProgressIndicator();
            turning.setPrefSize(16, 16);
            outcome.getChildren().add(Nodes.row(turning, Nodes.label(Text.of("shell.connect.testing"))));
        }
        if (model.problem.get() != null) {
            outcome.getChildren().add(Problems.box(Objects.requireNonNull(model.problem.get()), controller::onTest));
        }
        Diagnosis found = model.diagnosis.get();
        if (found != null) {
            outcome.getChildren().add(Nodes.row(
                    Nodes.tag(Text.of("shell.connect.works"), Tone.GOOD),
                    Nodes.label(Text.of("shell.connect.server", found.server().version(), found.server().user()))));
            outcome.getChildren().add(Nodes.paragraph(
                    Text.of(found.lacks().isEmpty() ? "shell.connect.sees-all" : "shell.connect.lacks", found.lacks().size()),
                    "text-muted"));
            found.lacks().forEach(l -> outcome.getChildren().add(Nodes.lack(l, kit.notices())));
        }
    }

    private Node buttons(Runnable close) {
        Button test = Nodes.button(Text.of("shell.connect.test"), Icons.SHIELD, controller::onTest);
        test.setId("connect-test");
        test.disableProperty().bind(model.busy.or(model.address.isEmpty()));
        Button connect = Nodes.primary(Text.of("shell.connect.do"), Icons.CONNECT, () -> {
            close.run();
            controller.onConnect();
        });
        Button save = Nodes.button(Text.of("shell.connect.save"), null, () -> {
            close.run();
            controller.onSave();
        });
        save.setId("connect-save");
        save.disableProperty().bind(model.address.isEmpty().or(model.name.isEmpty()));
        connect.setId("connect-do");
        connect.disableProperty().bind(model.address.isEmpty());
        Button leave = Nodes.button(Text.of("shell.connect.leave"), null, () -> {
            close.run();
            controller.onClose();
        });
        return Nodes.row(test, Nodes.spring(), leave, save, connect);
    }

    private static GridPane grid() {
        GridPane grid = new GridPane(12, 8);
        ColumnConstraints words = new ColumnConstraints();
        words.setMinWidth(128);
        words.setHalignment(HPos.LEFT);
        ColumnConstraints fields = new ColumnConstraints();
        fields.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(words, fields);
        return grid;
    }

    private static void row(GridPane grid, String key, Node field) {
        Label label = Nodes.label(Text.of(key), "text-muted");
        label.setLabelFor(field);
        grid.addRow(grid.getRowCount(), label, field);
    }

    private static TextField bound(TextField field, StringProperty value) {
        field.textProperty().bindBidirectional(value);
        return field;
    }
}
