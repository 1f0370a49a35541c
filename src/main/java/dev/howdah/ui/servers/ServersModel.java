package dev.howdah.ui.servers;

import dev.howdah.engine.activity.ReplicationRow;
import dev.howdah.engine.activity.ServerSetting;
import dev.howdah.engine.db.Doctor;
import dev.howdah.engine.fleet.Member;
import dev.howdah.engine.sample.Pace;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Sought;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What the tab shows. */
final class ServersModel {
    final SimpleObjectProperty<Part> part = new SimpleObjectProperty<>(Part.FLEET);
    final SimpleObjectProperty<List<Member>> members = new SimpleObjectProperty<>(List.of());
    /** Sentences about profiles that cannot be used. */
    final SimpleObjectProperty<List<String>> broken = new SimpleObjectProperty<>(List.of());

    final SimpleObjectProperty<@Nullable Problem> problem = new SimpleObjectProperty<>();
    /** What the doctor said last, and of whom. */
    final SimpleObjectProperty<@Nullable Examined> examined = new SimpleObjectProperty<>();
    /** Whom the doctor looks at now; empty when nobody. */
    final SimpleObjectProperty<String> examining = new SimpleObjectProperty<>("");

    final SimpleObjectProperty<@Nullable Carried> carried = new SimpleObjectProperty<>();
    final SimpleObjectProperty<List<Account>> accounts = new SimpleObjectProperty<>(List.of());
    final SimpleObjectProperty<Pace> pace = new SimpleObjectProperty<>(new Pace(1, Double.NaN, 0));
    final SimpleObjectProperty<List<ServerSetting>> settings = new SimpleObjectProperty<>(List.of());
    final SimpleObjectProperty<List<ReplicationRow>> replication = new SimpleObjectProperty<>(List.of());
    final Sought soughtSetting = new Sought();
    final Sought soughtReplication = new Sought();
    /** True once {@link #members} were asked for. */
    final SimpleBooleanProperty known = new SimpleBooleanProperty();

    /** @param problem why the doctor could not look; null when he did */
    record Examined(String name, List<Doctor.Finding> findings, @Nullable Problem problem) {}
}
