package dev.howdah.engine.twin;

import dev.howdah.engine.cluster.ClusterException;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One capsule built as one database of a twin's server. Immutable once built. */
final class TwinDatabase {
    private static final String PATIENCE_SECONDS = "60";
    /** From so many relations on a second connection saves more than its login takes. */
    private static final int MANY = 100;

    private final Capsule capsule;
    private final Target target;
    private final List<Lack> lacks;
    private final Places places;

    private TwinDatabase(Capsule capsule, Target target, List<Lack> lacks, Places places) {
        this.capsule = capsule;
        this.target = target;
        this.lacks = List.copyOf(lacks);
        this.places = places;
    }

    Capsule capsule() {
        return capsule;
    }

    Target target() {
        return target;
    }

    List<Lack> lacks() {
        return lacks;
    }

    Places places() {
        return places;
    }

    /** The place of a relation of the capsule; null when it could not be made. */
    Places.@Nullable Place place(long id) {
        return places.place(id);
    }

    boolean sameAs(Capsule other) {
        return capsule.relations().equals(other.relations())
                && capsule.statistics().equals(other.statistics())
                && capsule.columns().equals(other.columns())
                && capsule.indexes().equals(other.indexes())
                && capsule.constraints().equals(other.constraints())
                && capsule.items().equals(other.items())
                && capsule.settings().equals(other.settings())
                && capsule.extended().equals(other.extended())
                && capsule.extendedData().equals(other.extendedData());
    }

    void drop(Target maintenance) {
        Twin.run(maintenance, "DROP DATABASE IF EXISTS " + target.database() + " WITH (FORCE)");
    }

    /** @param stop asked often; true ends it with a {@link java.util.concurrent.CancellationException} */
    static TwinDatabase build(PgCluster cluster, int major, Capsule capsule, String name, BooleanSupplier stop) {
        List<Lack> lacks = new ArrayList<>();
        create(simple(cluster.target("postgres")), major, capsule.source(), name, lacks);
        Target target = simple(cluster.target(name));
        boolean many = capsule.relations().size() > MANY;
        try (Connection c = Connections.open(target, SessionSpec.batch());
                @Nullable Connection d = many ? Connections.open(target, SessionSpec.batch()) : null) {
            Places places = new Places(cluster.data());
            Building beside = d == null ? null : new Building(d, major, capsule, places, stop, null);
            Building building = new Building(c, major, capsule, places, stop, beside);
            TwinSchema schema = new TwinSchema(building);
            TwinContents contents = new TwinContents(building);
            schema.make();
            contents.stage();
            building.both(b -> {
                schema.indexes();
                contents.indexFiles(schema.written());
            }, contents::statistics);
            lacks.addAll(schema.keys());
            lacks.addAll(contents.fill());
            lacks.addAll(contents.settings(name));
            return new TwinDatabase(capsule, target, lacks, places);
        } catch (SQLException e) {
            throw DbException.of(e, target);
        } catch (IOException e) {
            throw new ClusterException(Text.of("twin.no-room", cluster.data(), ClusterException.reason(e)), e);
        }
    }

    /** The same with many statements a message, as a script needs it, and with patience: a server of our own is there, however busy the machine is. */
    private static Target simple(Target t) {
        return new Target(t.name(), t.hosts(), t.database(), t.user(), t.password(), t.tls(), t.environment(),
                Map.of("preferQueryMode", "simple", "connectTimeout", PATIENCE_SECONDS, "loginTimeout", PATIENCE_SECONDS));
    }

    private static void create(Target maintenance, int major, Capsule.Source s, String name, List<Lack> lacks) {
        String strategy = major >= 15 ? " STRATEGY file_copy" : "";
        String encoding = "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING " + Identifiers.literal(s.encoding());
        StringBuilder locale = new StringBuilder();
        locale.append(" LC_COLLATE ").append(Identifiers.literal(s.collate())).append(" LC_CTYPE ").append(Identifiers.literal(s.ctype()));
        if (s.provider().equals("i") && major >= 15) {
            locale.append(" LOCALE_PROVIDER icu ICU_LOCALE ").append(Identifiers.literal(String.valueOf(s.locale())));
        } else if (s.provider().equals("b") && major >= 17) {
            locale.append(" LOCALE_PROVIDER builtin BUILTIN_LOCALE ").append(Identifiers.literal(String.valueOf(s.locale())));
        }
        try {
            Twin.run(maintenance, encoding + locale + strategy);
        } catch (DbException e) {
            lacks.add(new Lack(Text.of("twin.no-locale", s.collate(), e.problem().detail()), null));
            Twin.run(maintenance, encoding + " LC_COLLATE 'C' LC_CTYPE 'C'" + strategy);
        }
        if (s.blockSize() != IndexPages.PAGE) {
            lacks.add(new Lack(Text.of("twin.block-size", s.blockSize(), IndexPages.PAGE), null));
        }
    }
}
