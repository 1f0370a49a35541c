package dev.howdah.ui.pool;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** Asks where PgBouncer is. */
final class BouncerForm {
    private final TextField address = new TextField();
    private final TextField user = new TextField();
    private final PasswordField password = new PasswordField();
    private final StackPane root;

    BouncerForm(BouncerModel model, BouncerController controller) {
        address.setPromptText("host:6432");
        address.setId("bouncer-address");
        user.setPromptText("pgbouncer");
        user.setId("bouncer-user");
        password.setId("bouncer-password");
        Button connect = Nodes.primary(
                Text.of("pooltab.bouncer.connect"), Icons.CONNECT,
                () -> controller.onConnect(address.getText(), user.getText(), password.getText()));
        connect.setId("bouncer-connect");
        connect.setDefaultButton(true);
        connect.disableProperty().bind(address.textProperty().isEmpty().or(user.textProperty().isEmpty()).or(model.connecting));
        GridPane grid = new GridPane(8, 8);
        row(grid, 0, "pooltab.bouncer.address", address);
        row(grid, 1, "pooltab.bouncer.user", user);
        row(grid, 2, "pooltab.bouncer.password", password);
        Card card = new Card(
                Text.of("pooltab.bouncer.form"),
                Nodes.column(Nodes.paragraph(Text.of("pooltab.bouncer.form-text"), "text-muted"), grid,
                        Nodes.row(Nodes.spring(), connect)));
        card.setMaxSize(460, Region.USE_PREF_SIZE);
        root = new StackPane(card);
        StackPane.setAlignment(card, Pos.CENTER);
    }

    Node node() {
        return root;
    }

    private static void row(GridPane grid, int row, String key, TextField field) {
        Label name = Nodes.label(Text.of(key));
        name.setMinWidth(Region.USE_PREF_SIZE);
        name.setLabelFor(field);
        grid.add(name, 0, row);
        grid.add(field, 1, row);
        GridPane.setHgrow(field, javafx.scene.layout.Priority.ALWAYS);
    }
}
