package dev.howdah.ui.kit;

import java.nio.file.Path;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Asks the user for a file; null when he changes his mind. */
public interface Files {
    @Nullable Path save(@Nullable Window owner, String suggestedName);

    @Nullable Path open(@Nullable Window owner);

    /** The system's own dialogs. */
    static Files dialogs() {
        return new FileDialogs();
    }
}
