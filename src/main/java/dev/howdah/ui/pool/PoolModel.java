package dev.howdah.ui.pool;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** Which part is shown, and what each part shows. */
final class PoolModel {
    final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.ENGINE);
    final EngineModel engine = new EngineModel();
    final ServerModel server = new ServerModel();
    final BouncerModel bouncer = new BouncerModel();
    final AppsModel apps = new AppsModel();
    final PathModel path = new PathModel();
}
