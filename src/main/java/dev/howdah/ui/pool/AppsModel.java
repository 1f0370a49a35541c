package dev.howdah.ui.pool;

import dev.howdah.engine.pool.sources.JmxPool;
import dev.howdah.engine.pool.sources.LocalJvms;
import dev.howdah.ui.kit.Problem;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** Programs that are looked at over JMX, and their pools. */
final class AppsModel {
    /** A pool of one program; the address tells programs apart. */
    record AppPool(String address, String program, JmxPool pool) {}

    final ObjectProperty<List<LocalJvms.Jvm>> local = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<List<AppPool>> pools = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<@Nullable Problem> problem = new SimpleObjectProperty<>();
    final BooleanProperty connecting = new SimpleBooleanProperty();
}
