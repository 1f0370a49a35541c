package dev.howdah.ui.kit;

import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/** Something that the palette offers: its name, an icon, a key if it has one, and what it does. */
public record Action(String id, String name, Icons icon, @Nullable KeyCombination key, Runnable run) {
    public Action(String id, String name, Icons icon, Runnable run) {
        this(id, name, icon, null, run);
    }
}
