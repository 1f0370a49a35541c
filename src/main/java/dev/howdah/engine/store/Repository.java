package dev.howdah.engine.store;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Deed;
import dev.howdah.engine.audit.Place;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.OneConnection;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * The database that holds the past: schema {@code howdah_store} in any PostgreSQL from 14 on. Several consoles and workers may use
 * one. It is read through two connections of its own. Thread-safe.
 *
 * <p>Two versions of Howdah on one repository: migrations that only add things leave {@code layout} as it is, and both go on. One
 * that changes what is there begins by taking {@link #LAYOUT_LOCK} and raises the number, and an older Howdah then neither reads nor
 * writes, see {@link #check}: each of its writes holds that lock and looks at the number first.
 */
public final class Repository implements AutoCloseable {
    /** The newest layout that this Howdah knows. */
    public static final int LAYOUT = 1;

    /** An advisory lock, by {@code hashtext} of this: shared while something is written, exclusive while the layout is changed. */
    static final String LAYOUT_LOCK = "howdah_store.layout";

    static final SessionSpec SESSION =
            new SessionSpec("history", false, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(60));
    private static final String SCHEMA = "howdah_store";
    private static final String NEWEST = "3";

    private final Target target;
    private final OneConnection source;
    private final OneConnection wide;
    private final Db db;
    private final Db spans;
    private final Remembered remembered = new Remembered();

    private Repository(Target target) {
        this.target = target;
        this.source = new OneConnection(target, SESSION);
        this.db = new Db(target, source);
        this.wide = new OneConnection(target, SESSION);
        this.spans = new Db(target, wide);
    }

    /** A target that is known there. */
    public record Known(int id, String name, String environment, String address, String database, @Nullable String system) {}

    /**
     * Opens it and makes or completes its tables.
     *
     * @param audit where that is written down first
     * @throws DbException when the server is away, or the role may not create what is missing
     * @throws NewerRepository when a newer Howdah made it otherwise
     */
    public static Repository open(Target target, AuditLog audit) {
        Repository repository = new Repository(target);
        try {
            repository.check();
            if (!repository.current()) {
                Deed deed = Deed.of(Place.of(target), Act.OWN_TABLES, "schema " + SCHEMA);
                audit.doing(repository.exists("layout") ? deed : deed.undoneBy("DROP SCHEMA " + SCHEMA + " CASCADE"), () -> migrate(target));
            }
            return repository;
        } catch (FlywayException e) {
            repository.close();
            throw DbException.of(e, target);
        } catch (RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    private static int migrate(Target target) {
        return Flyway.configure()
                .dataSource(new DirectDataSource(target, SESSION))
                .defaultSchema(SCHEMA)
                .locations("classpath:db/migration")
                .load()
                .migrate()
                .migrationsExecuted;
    }

    /** Starting the migrations takes longer than to see that there are none. */
    private boolean current() {
        return exists("flyway_schema_history") && db.call(h -> h.createQuery(
                "SELECT EXISTS (SELECT FROM howdah_store.flyway_schema_history WHERE version = :version AND success)")
                .bind("version", NEWEST).mapTo(Boolean.class).one());
    }

    private boolean exists(String table) {
        return db.call(h -> h.createQuery("SELECT to_regclass(:name) IS NOT NULL")
                .bind("name", SCHEMA + "." + table).mapTo(Boolean.class).one());
    }

    /**
     * Looks whether this Howdah may still use it: a newer one may have changed it meanwhile.
     *
     * @throws NewerRepository when not
     */
    public void check() {
        if (exists("layout")) {
            int layout = db.call(h -> h.createQuery("SELECT max(number) FROM howdah_store.layout").mapTo(Integer.class).one());
            check(layout);
        }
    }

    /** @throws NewerRepository for a layout that this Howdah does not know */
    void check(int layout) {
        if (layout > LAYOUT) {
            throw new NewerRepository(target.address(), layout, LAYOUT);
        }
    }

    /** Where it is. */
    public Target target() {
        return target;
    }

    /** For reading moments. */
    Db db() {
        return db;
    }

    /** For reading stretches of time, which takes longer: whoever moves through moments does not wait for it. */
    Db spans() {
        return spans;
    }

    Remembered remembered() {
        return remembered;
    }

    /** All targets that were ever recorded, by name. */
    public List<Known> targets() {
        return db.call(h -> h.createQuery("SELECT id, name, environment, address, database, system FROM howdah_store.target ORDER BY name, id")
                .map((r, c) -> new Known(r.getInt(1), r.getString(2), r.getString(3), r.getString(4), r.getString(5), r.getString(6)))
                .list());
    }

    /** The recorded target that a way in leads to: the same address and database, else the same name; null when there is none. */
    public @Nullable Known find(Target wanted) {
        String address = TargetFacts.address(wanted);
        List<Known> all = targets();
        return all.stream().filter(k -> k.address().equals(address) && k.database().equals(wanted.database())).findFirst()
                .orElseGet(() -> all.stream().filter(k -> k.name().equals(wanted.name()) && k.database().equals(wanted.database()))
                        .findFirst().orElse(null));
    }

    /** What is there of each target, and who writes it now. */
    List<Standing.Kept> kept() {
        return db.list("store/kept", Standing.Kept.class);
    }

    /** What all that is kept takes on the server's disk, in bytes. */
    public long bytes() {
        return db.one("store/bytes", Size.class).bytes();
    }

    /** A row of bytes.sql. */
    record Size(long bytes) {}

    /** Notes something for one target, or for all when {@code target} is null. */
    public void annotate(Annotation a) {
        db.call(h -> h.createUpdate("INSERT INTO howdah_store.annotation (target, at, kind, text, author)"
                + " VALUES (:target, :at, :kind, :text, :author)")
                .bindMap(values(a)).execute());
    }

    static Map<String, @Nullable Object> values(Annotation a) {
        Map<String, @Nullable Object> values = new java.util.HashMap<>();
        values.put("target", a.target());
        values.put("at", java.sql.Timestamp.from(a.at()));
        values.put("kind", a.kind().name());
        values.put("text", a.text().replace('\0', ' '));
        values.put("author", a.author());
        return values;
    }

    @Override
    public void close() {
        source.close();
        wide.close();
    }
}
