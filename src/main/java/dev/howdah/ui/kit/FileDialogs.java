package dev.howdah.ui.kit;

import java.io.File;
import java.nio.file.Path;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

final class FileDialogs implements Files {
    @Override
    public @Nullable Path save(@Nullable Window owner, String suggestedName) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(suggestedName);
        return path(chooser.showSaveDialog(owner));
    }

    @Override
    public @Nullable Path open(@Nullable Window owner) {
        return path(new FileChooser().showOpenDialog(owner));
    }

    private static @Nullable Path path(@Nullable File file) {
        return file == null ? null : file.toPath();
    }
}
