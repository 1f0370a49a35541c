package dev.howdah.ui.kit;

import javafx.beans.property.SimpleStringProperty;

/** The row that another tab told of. */
public final class Sought extends SimpleStringProperty {
    public Sought() {
        super("");
    }

    /** Is told again although it is the same: somebody may have looked elsewhere meanwhile. */
    public void seek(String row) {
        set("");
        set(row);
    }
}
