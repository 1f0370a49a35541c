package dev.howdah.ui.pool;

import dev.howdah.engine.activity.XminHolder;
import dev.howdah.engine.pool.sources.ServerSessions.Dimension;
import dev.howdah.engine.pool.sources.ServerSessions.Group;
import dev.howdah.engine.pool.sources.ServerSessions.HeadRoom;
import dev.howdah.engine.pool.sources.ServerSessions.IdleInTransaction;
import dev.howdah.ui.kit.Sampled;
import dev.howdah.ui.kit.Sought;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** The server's sessions, added up. */
final class ServerModel {
    final Sampled<HeadRoom> room = new Sampled<>();
    final Sampled<List<Group>> groups = new Sampled<>();
    final Sampled<List<IdleInTransaction>> idle = new Sampled<>();
    final Sampled<List<XminHolder>> xmin = new Sampled<>();
    /** The group that another tab told of. */
    final Sought sought = new Sought();
    final ObjectProperty<Dimension> dimension = new SimpleObjectProperty<>(Dimension.APPLICATION);

    /** The groups of one dimension. */
    List<Group> of(Dimension d) {
        List<Group> all = groups.value().get();
        return all == null ? List.of() : all.stream().filter(g -> g.dimension() == d).toList();
    }
}
