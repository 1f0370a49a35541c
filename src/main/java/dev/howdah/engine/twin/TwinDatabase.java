package dev.howdah.engine.twin;

import dev.howdah.engine.cluster.ClusterException;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** One capsule built as one database of a twin's server. Immutable once built. */
final class TwinDatabase implements CatalogIndexes.Shelf {
    private static final Set<String> BEFORE_TABLES = Set.of("schema", "enum", "domain", "range", "composite type", "collation", "sequence");
    /** Numbers of relations that the server did not make itself. */
    static final long FIRST_OID = 3_000_000_000L;
    private static final Set<String> CODE = Set.of("function", "aggregate", "operator", "cast");
    private static final long ENTRIES_A_PAGE = 100;
    private static final String BUILDING = "SET check_function_bodies = off; SET client_min_messages = error; SET synchronous_commit = off; "
            + "SET search_path = ''; SET statement_timeout = 0; SET max_parallel_workers_per_gather = 0";

    private final Capsule capsule;
    private final Target target;
    private final Path data;
    private final List<Lack> lacks;
    private final Map<Long, Place> places;
    private final AtomicLong lastNumber;

    /** Where a relation lives in the twin; nowhere on disk when it is partitioned. */
    record Place(long oid, RelationFile file, boolean partitioned) {}

    private TwinDatabase(Capsule capsule, Target target, Path data, List<Lack> lacks, Builder built) {
        this.capsule = capsule;
        this.target = target;
        this.data = data;
        this.lacks = List.copyOf(lacks);
        this.places = Map.copyOf(built.places);
        this.lastNumber = built.lastNumber;
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

    /** The place of a relation of the capsule; null when it could not be made. */
    @Override
    public @org.jspecify.annotations.Nullable Place place(long id) {
        return places.get(id);
    }

    /** A number that no relation has: the server gives out its own from below. */
    @Override
    public long nextOid() {
        return lastNumber.incrementAndGet();
    }

    @Override
    public RelationFile file(String relativePath) {
        return new RelationFile(data, relativePath);
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

    static TwinDatabase build(PgCluster cluster, int major, Capsule capsule, String name) {
        List<Lack> lacks = new ArrayList<>();
        create(cluster.target("postgres"), major, capsule.source(), name, lacks);
        Target target = simple(cluster.target(name));
        try (Connection c = Connections.open(target, SessionSpec.batch())) {
            Builder builder = new Builder(c, cluster.data(), major, capsule, lacks);
            builder.schema();
            builder.sizesAndStatistics();
            builder.settings(name);
            return new TwinDatabase(capsule, target, cluster.data(), lacks, builder);
        } catch (SQLException e) {
            throw DbException.of(e, target);
        } catch (IOException e) {
            throw new ClusterException(Text.of("twin.no-room", cluster.data(), String.valueOf(e.getMessage())), e);
        }
    }

    /** The same with many statements a message, as a script needs it. */
    private static Target simple(Target t) {
        return new Target(t.name(), t.hosts(), t.database(), t.user(), t.password(), t.tls(), t.environment(),
                Map.of("preferQueryMode", "simple"));
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

    /** The work of building, with what it needs at hand. */
    private static final class Builder implements CatalogIndexes.Shelf {
        private final Connection connection;
        private final Path data;
        private final int major;
        private final Capsule capsule;
        private final List<Lack> lacks;
        private final Script script;
        private final Map<Long, Place> places = new HashMap<>();
        private final SizeModel sizes;
        private final AtomicLong lastNumber = new AtomicLong(FIRST_OID);

        Builder(Connection connection, Path data, int major, Capsule capsule, List<Lack> lacks) {
            this.connection = connection;
            this.data = data;
            this.major = major;
            this.capsule = capsule;
            this.lacks = lacks;
            this.script = new Script(connection);
            this.sizes = SizeModel.real(capsule);
        }

        void schema() throws SQLException, IOException {
            execute(BUILDING);
            List<Script.Failure> failed = new ArrayList<>(script.run(SchemaScript.items(capsule, Set.of("schema"))));
            failed.addAll(script.run(SchemaScript.extensions(capsule)));
            List<Script.Failure> early = script.run(SchemaScript.items(capsule, BEFORE_TABLES));
            Set<String> stubs = stubTypes();
            early = script.run(early.stream().map(Script.Failure::step).toList());
            List<Script.Failure> code = script.run(SchemaScript.items(capsule, CODE));
            SchemaScript sql = new SchemaScript(capsule, stubs);
            List<Script.Failure> tables = script.run(sql.tables());
            code = script.run(steps(code));
            failed.addAll(script.run(steps(early)));
            failed.addAll(script.run(steps(tables)));
            failed.addAll(script.run(sql.defaults()));
            failed.addAll(script.run(sql.checks()));
            failed.addAll(script.run(sql.inheritance()));
            List<Script.Failure> views = script.run(sql.views());
            code = script.run(steps(code));
            failed.addAll(script.run(steps(views)));
            failed.addAll(script.run(steps(code)));
            findPlaces();
            Set<Long> made = new BulkIndexes(capsule).make(connection, this, major);
            failed.addAll(script.run(sql.indexes(made)));
            failed.addAll(script.run(sql.indexAttachments()));
            failed.addAll(script.run(sql.extendedStatistics()));
            findPlaces();
            indexFiles(made);
            failed.addAll(script.run(sql.foreignKeys()));
            report(failed, stubs);
        }

        @Override
        public @org.jspecify.annotations.Nullable Place place(long id) {
            return places.get(id);
        }

        @Override
        public RelationFile file(String relativePath) {
            return new RelationFile(data, relativePath);
        }

        @Override
        public long nextOid() {
            return lastNumber.incrementAndGet();
        }

        private static List<Script.Step> steps(List<Script.Failure> failures) {
            return failures.stream().map(Script.Failure::step).toList();
        }

        /** Types that no extension here brings: placeholders, so that the tables around them can exist. */
        private Set<String> stubTypes() throws SQLException {
            Set<String> wanted = capsule.columns().stream()
                    .filter(c -> !c.dropped() && c.type().contains("."))
                    .map(c -> SchemaScript.bareType(c.type()))
                    .collect(Collectors.toSet());
            Set<String> tables = capsule.relations().stream().map(Capsule.Relation::qualified).collect(Collectors.toSet());
            Set<String> missing = new HashSet<>();
            try (PreparedStatement s = connection.prepareStatement("SELECT pg_catalog.to_regtype(?) IS NULL")) {
                for (String type : wanted) {
                    s.setString(1, type);
                    try (ResultSet r = s.executeQuery()) {
                        if (r.next() && r.getBoolean(1) && !tables.contains(type)) {
                            missing.add(type);
                        }
                    }
                }
            }
            List<Script.Step> steps = missing.stream()
                    .map(t -> new Script.Step("type", t, "CREATE DOMAIN " + t + " AS text"))
                    .toList();
            script.run(steps);
            return missing;
        }

        private void findPlaces() throws SQLException {
            Map<String, Long> ids = new HashMap<>();
            capsule.relations().forEach(r -> ids.put(r.schema() + "\0" + r.name(), r.id()));
            capsule.indexes().forEach(i -> ids.put(i.schema() + "\0" + i.name(), i.id()));
            try (Statement s = connection.createStatement();
                    ResultSet r = s.executeQuery(Sql.load("twin/places", major).text())) {
                while (r.next()) {
                    Long id = ids.get(r.getString("schema") + "\0" + r.getString("name"));
                    if (id != null) {
                        String file = r.getString("file");
                        places.put(id, new Place(r.getLong("oid"), new RelationFile(data, file == null ? "" : file), file == null));
                    }
                }
            }
        }

        private void indexFiles(Set<Long> made) throws IOException, SQLException {
            Map<Long, Capsule.Relation> tables = capsule.relationsById();
            for (Capsule.Index i : capsule.indexes()) {
                Place place = places.get(i.id());
                if (place == null || i.partitioned() || made.contains(i.id())) {
                    continue;
                }
                long blocks = i.bytes() / IndexPages.PAGE;
                if (i.method().equals("btree") && blocks > 1) {
                    place.file().btreeHeight(Math.min(sizes.height(i), (int) blocks - 2));
                } else if (i.method().equals("brin")) {
                    Capsule.Relation table = tables.get(i.tableId());
                    place.file().brinMap(table == null ? 0 : table.bytes() / IndexPages.PAGE);
                } else if (i.method().equals("gin")) {
                    ginFile(i, place, blocks);
                    continue;
                }
                place.file().extend(i.bytes());
            }
        }

        /** The server keeps the pages of an empty GIN index in memory, so what is written to its file is not seen: it gets another. */
        private void ginFile(Capsule.Index i, Place place, long blocks) throws IOException, SQLException {
            long entries = sizes.elements(i);
            RelationFile file = place.file();
            if (entries > 0 && blocks > 1) {
                long number = lastNumber.incrementAndGet();
                file = file.sibling(number);
                file.create(IndexPages.gin(blocks, Math.clamp(entries / ENTRIES_A_PAGE, 1, blocks - 1), entries));
                execute("UPDATE pg_catalog.pg_class SET relfilenode = " + number + " WHERE oid = " + place.oid());
                places.put(i.id(), new Place(place.oid(), file, place.partitioned()));
            }
            file.extend(i.bytes());
        }

        void sizesAndStatistics() throws SQLException, IOException {
            execute("BEGIN");
            List<StatisticsLoader.Size> sizes = new ArrayList<>();
            for (Capsule.Relation r : capsule.relations()) {
                Place place = places.get(r.id());
                if (place != null) {
                    sizes.add(new StatisticsLoader.Size(place.oid(), r.pages(), r.tuples(), r.allVisible()));
                }
            }
            for (Capsule.Index i : capsule.indexes()) {
                Place place = places.get(i.id());
                if (place != null) {
                    sizes.add(new StatisticsLoader.Size(place.oid(), i.pages(), i.tuples(), 0));
                }
            }
            execute("COMMIT");
            Map<Long, Long> oids = new HashMap<>();
            places.forEach((id, place) -> oids.put(id, place.oid()));
            List<Long> refused = new StatisticsLoader(connection, major).load(sizes, capsule.statistics(), oids);
            Map<Long, Capsule.Relation> byId = capsule.relationsById();
            for (Long id : refused) {
                Capsule.Relation r = byId.get(id);
                lacks.add(new Lack(Text.of("twin.statistics-refused", r == null ? String.valueOf(id) : r.qualified()), null));
            }
            extendedData();
            invalidIndexes();
            for (Capsule.Relation r : capsule.relations()) {
                Place place = places.get(r.id());
                if (place != null && r.bytes() > 0) {
                    place.file().extend(r.bytes());
                }
            }
        }

        /** The contents of extended statistics are binary: these casts let a superuser put them back as they came. */
        private void extendedData() throws SQLException {
            if (capsule.extendedData().isEmpty()) {
                return;
            }
            execute("CREATE CAST (bytea AS pg_ndistinct) WITHOUT FUNCTION; CREATE CAST (bytea AS pg_dependencies) WITHOUT FUNCTION; "
                    + "CREATE CAST (bytea AS pg_mcv_list) WITHOUT FUNCTION");
            Map<Long, String> names = capsule.extended().stream().collect(Collectors.toMap(Capsule.Extended::id, Capsule.Extended::name));
            String inherited = major >= 15 ? "stxdinherit, " : "";
            for (Capsule.ExtendedData d : capsule.extendedData()) {
                String name = names.get(d.id());
                if (name == null) {
                    continue;
                }
                String sql = "DELETE FROM pg_catalog.pg_statistic_ext_data WHERE stxoid = (SELECT oid FROM pg_catalog.pg_statistic_ext "
                        + "WHERE quote_ident(stxnamespace::regnamespace::text) || '.' || quote_ident(stxname) = " + Identifiers.literal(name)
                        + ")" + (major >= 15 ? " AND stxdinherit = " + d.inherited() : "")
                        + "; INSERT INTO pg_catalog.pg_statistic_ext_data (stxoid, " + inherited + "stxdndistinct, stxddependencies, stxdmcv) "
                        + "SELECT oid, " + (major >= 15 ? d.inherited() + ", " : "") + bytes(d.nDistinct(), "pg_ndistinct") + ", "
                        + bytes(d.dependencies(), "pg_dependencies") + ", " + bytes(d.mostCommon(), "pg_mcv_list")
                        + " FROM pg_catalog.pg_statistic_ext WHERE stxnamespace::regnamespace::text || '.' || quote_ident(stxname) = "
                        + Identifiers.literal(name);
                for (Script.Failure f : script.run(List.of(new Script.Step("statistics", name, sql)))) {
                    lacks.add(new Lack(Text.of("twin.not-carried", f.step().kind(), f.step().name(), f.reason()), null));
                }
            }
        }

        private static String bytes(@org.jspecify.annotations.Nullable String hex, String type) {
            return hex == null ? "NULL" : "(decode('" + hex + "', 'hex'))::" + type;
        }

        private void invalidIndexes() throws SQLException {
            for (Capsule.Index i : capsule.indexes()) {
                Place place = places.get(i.id());
                if (!i.isValid() && place != null) {
                    execute("UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = " + place.oid());
                }
            }
        }

        void settings(String database) throws SQLException {
            for (Map.Entry<String, String> e : new java.util.TreeMap<>(capsule.settings()).entrySet()) {
                String name = Identifiers.literal(e.getKey());
                String sql = "SELECT pg_catalog.set_config(" + name + ", " + Identifiers.literal(e.getValue()) + ", false); ALTER DATABASE "
                        + database + " SET " + Identifiers.quote(e.getKey()) + " FROM CURRENT";
                for (Script.Failure f : script.run(List.of(new Script.Step("setting", e.getKey(), sql)))) {
                    lacks.add(new Lack(Text.of("twin.not-carried", f.step().kind(), f.step().name(), f.reason()), null));
                }
            }
        }

        private void report(List<Script.Failure> failed, Set<String> stubs) {
            Map<String, Lack> byName = new LinkedHashMap<>();
            for (String type : stubs) {
                byName.put(type, new Lack(Text.of("twin.stub-type", type), null));
            }
            for (Capsule.Item i : capsule.items()) {
                if (i.ddl() == null) {
                    byName.put(i.name(), new Lack(Text.of("twin.stub-function", i.name()), null));
                }
            }
            for (Script.Failure f : failed) {
                byName.putIfAbsent(
                        f.step().kind() + f.step().name(),
                        new Lack(Text.of("twin.not-carried", f.step().kind(), f.step().name(), f.reason()), null));
            }
            byName.values().stream().filter(Objects::nonNull).forEach(lacks::add);
        }

        private void execute(String sql) throws SQLException {
            try (Statement s = connection.createStatement()) {
                s.execute(sql);
            }
        }
    }
}
