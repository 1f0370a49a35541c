package dev.howdah.ui.kit;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Region;
import org.controlsfx.control.SegmentedButton;

/** A choice of few, all of them visible, exactly one chosen. */
public final class Segments {
    private Segments() {}

    public static <T> Node of(List<T> choices, Function<T, String> name, ObjectProperty<T> chosen) {
        SegmentedButton buttons = new SegmentedButton();
        buttons.getStyleClass().add("segments");
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        buttons.setToggleGroup(group);
        for (T choice : choices) {
            ToggleButton button = new ToggleButton(name.apply(choice));
            button.setMnemonicParsing(false);
            button.setUserData(choice);
            // pressing the chosen one again must not leave nothing chosen
            button.setOnAction(e -> {
                button.setSelected(true);
                chosen.set(choice);
            });
            buttons.getButtons().add(button);
        }
        chosen.subscribe(now -> buttons.getButtons().stream()
                .filter(b -> now.equals(b.getUserData()))
                .forEach(b -> b.setSelected(true)));
        return buttons;
    }
}
