package dev.howdah.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several consoles, their clocks and their versions on one repository. */
class SharedRepositoryTest {
    private static final Retention USUAL = Retention.usual();
    private static final Duration DAY = Duration.ofDays(1);

    private final Instant now = InstantSource.system().instant();
    private final Target place = Servers.newDatabase();
    private final Repository repository = Repository.open(place, Audits.scratch());
    private final Journal idle = new Journal(() -> place, USUAL.withFlush(DAY), Audits.scratch(), InstantSource.system());
    private final Memories memories = new Memories(USUAL);

    @AfterEach
    void end() {
        idle.close();
        repository.close();
    }

    private Recording recording(String name) {
        return new Recording(idle, Stores.target(name, name), Stores.FIGURES);
    }

    private Writer writer() {
        return new Writer(repository, USUAL, memories);
    }

    private static void write(Writer writer, Recording r, Instant... moments) {
        List<Entry> batch = new ArrayList<>();
        batch.add(new Entry.Facts(r, moments[0], TargetFacts.of(r.target(), Stores.server(r.target().name(), false, Stores.STARTED))));
        for (Instant at : moments) {
            batch.add(new Entry.Sample(r, at, new float[] {1, 2, 3}));
        }
        writer.write(batch);
    }

    private long rows(String table) {
        return Servers.db(place).call(h -> h.createQuery("SELECT count(*) FROM howdah_store." + table).mapTo(Long.class).one());
    }

    private List<String> notes(Recording r) {
        return new History(repository, Objects.requireNonNull(r.id())).annotations(Instant.EPOCH, now.plus(DAY.multipliedBy(3))).stream()
                .filter(a -> a.kind() == Annotation.Kind.CLOCK).map(Annotation::text).toList();
    }

    @Test
    void aConsoleWhoseClockIsADayAheadCutsNothingThatOthersWrote() {
        Recording mine = recording("mine");
        try (Writer right = writer()) {
            write(right, mine, now.minus(Duration.ofHours(5)), now.minus(Duration.ofHours(2)), now);
        }
        long before = rows("sample_fine");
        try (Writer wrong = writer()) {
            write(wrong, recording("other"), now.plus(DAY));
            wrong.maintain(now.plus(DAY));
            assertThat(wrong.ahead()).isBetween(DAY.minusMinutes(5), DAY);
            assertThat(rows("sample_fine")).isEqualTo(before + 1);
            wrong.shortenNow(now.plus(DAY));
            assertThat(rows("sample_fine")).as("both clocks a day later it is too old").isEqualTo(1);
        }
    }

    @Test
    void aClockThatDiffersIsNotedOnceAndWhenItAgreesAgain() {
        Recording r = recording("orders");
        try (Writer w = writer()) {
            write(w, r, InstantSource.system().instant().plus(DAY));
            w.maintain(InstantSource.system().instant().plus(DAY));
        }
        assertThat(notes(r)).singleElement().asString().contains("24 h ahead of the repository's");
        try (Writer w = writer()) {
            write(w, r, InstantSource.system().instant().plus(DAY).plusSeconds(5));
            w.maintain(InstantSource.system().instant().plus(DAY).plusSeconds(5));
        }
        assertThat(notes(r)).hasSize(1);
        try (Writer w = writer()) {
            write(w, r, InstantSource.system().instant());
            w.maintain(InstantSource.system().instant());
            assertThat(w.ahead()).isZero();
        }
        assertThat(notes(r)).hasSize(2).anyMatch(t -> t.contains("agrees"));
    }

    @Test
    void whatAClockWroteIntoAFarFutureGoesAndANearOneStays() {
        try (Writer w = writer()) {
            write(w, recording("far"), now.plus(Duration.ofDays(4_000)));
            write(w, recording("near"), now.plus(DAY));
            w.maintain(now);
            w.shortenNow(now);
            assertThat(rows("sample_fine")).isEqualTo(1);
        }
    }

    @Test
    void doubtsAClockOnlyWhenItDiffersByMoreThanMachinesDo() {
        assertThat(new Clocks(now, now.plusSeconds(20)).ahead()).isZero();
        assertThat(new Clocks(now, now.plusSeconds(90)).ahead()).isEqualTo(Duration.ofSeconds(-90));
        assertThat(List.of(Clocks.words(Duration.ofSeconds(90)), Clocks.words(Duration.ofMinutes(90)), Clocks.words(Duration.ofHours(30)),
                Clocks.words(Duration.ofDays(3)))).containsExactly("90 s", "90 min", "30 h", "3 d");
    }

    @Test
    void writesNothingMoreOnceANewerHowdahHasChangedTheLayout() {
        Recording r = recording("orders");
        try (Writer w = writer()) {
            write(w, r, now.minusSeconds(20));
            Servers.execute(place, "UPDATE howdah_store.layout SET number = 2");
            assertThatThrownBy(() -> write(w, r, now)).isInstanceOf(NewerRepository.class).hasMessageContaining("belongs to a newer Howdah");
        }
        assertThat(rows("sample_fine")).isEqualTo(1);
    }

    @Test
    void waitsForAMigrationThatIsUnderWayAndThenLeavesTheRepositoryAloneButKeepsWhatItHas() throws Exception {
        Retention quick = USUAL.withFlush(Duration.ofSeconds(1));
        try (Journal older = new Journal(() -> place, quick, Audits.scratch(), InstantSource.system());
                Connection newer = Connections.open(place, Repository.SESSION)) {
            Recording r = older.record(Stores.target("orders", "h"), Stores.FIGURES);
            r.connected(now, Stores.server("7", false, Stores.STARTED));
            r.figures(now, new double[] {1, 1, 1});
            Stores.written(older, now);
            newer.setAutoCommit(false);
            try (var s = newer.createStatement()) {
                s.execute("SELECT pg_advisory_xact_lock(hashtext('" + Repository.LAYOUT_LOCK + "'))");
                s.execute("UPDATE howdah_store.layout SET number = 2");
                r.figures(now.plusSeconds(1), new double[] {2, 2, 2});
                older.flush();
                Db db = Servers.db(place);
                Await.until("it waits", Duration.ofMinutes(3), () -> db.call(h -> h.createQuery(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database ="
                                + " (SELECT oid FROM pg_database WHERE datname = current_database())").mapTo(Long.class).one()) > 0);
                s.execute("ALTER TABLE howdah_store.sample_fine RENAME COLUMN means TO averages");
            }
            newer.commit();
            Await.until("refused", Duration.ofMinutes(3), () -> older.state() instanceof Journal.State.Refused);
            assertThat(rows("sample_fine")).isEqualTo(1);
        }
    }
}
