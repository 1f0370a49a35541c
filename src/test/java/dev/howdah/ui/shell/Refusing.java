package dev.howdah.ui.shell;

import dev.howdah.ui.kit.TimeRange;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Servers of which none is opened, tried or saved by a form. */
interface Refusing extends Servers {
    @Override
    default Connected open(Form form, ObservableValue<TimeRange> range) {
        throw new IllegalStateException();
    }

    @Override
    default void save(Form form, String replaces) {}

    @Override
    default @Nullable Form form(String name) {
        return null;
    }

    @Override
    default Diagnosis test(Form form) {
        throw new IllegalStateException();
    }
}
