package dev.howdah.ui.servers;

import dev.howdah.engine.activity.ReplicationRow;
import dev.howdah.engine.activity.ServerSetting;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Doctor;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Spent;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.fleet.Fleet;
import dev.howdah.engine.fleet.FleetSpec;
import dev.howdah.engine.fleet.Member;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.sample.Pace;
import dev.howdah.engine.sample.Rhythm;
import dev.howdah.engine.store.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A desk with a real fleet of targets that a test names. */
final class ServersOnHand implements ServersDesk, AutoCloseable {
    private static final Path NOWHERE = Path.of("target/none");

    private final Fleet fleet;
    final List<Target> saved = new CopyOnWriteArrayList<>();
    volatile @Nullable Journal journal;
    volatile Carried.@Nullable Box sandbox;
    volatile List<Spent> spent = List.of();
    volatile Pace pace = new Pace(1, 0.4, Rhythm.HALF_PERCENT);

    ServersOnHand(Duration interval, double budget, boolean checked) {
        List<Check> all = Checks.all();
        InstantSource clock = InstantSource.system();
        fleet = new Fleet(new FleetSpec(interval, false, budget), null,
                checked ? t -> new Checks(all, HealthMemory.ofThisProcess(), new HealthMutes(NOWHERE, clock), clock) : null, clock);
    }

    @Override
    public List<String> watch(boolean wanted) {
        if (wanted) {
            fleet.only(saved);
        }
        fleet.rest(!wanted);
        return List.of();
    }

    @Override
    public List<Member> members() {
        return fleet.members(m -> true, Member.byState());
    }

    @Override
    public void refresh() {
        fleet.refresh();
    }

    @Override
    public boolean saved(String name) {
        return saved.stream().anyMatch(t -> t.name().equals(name) && t.environment() != Environment.SANDBOX);
    }

    @Override
    public List<Doctor.Finding> examine(String name) {
        Target target = saved.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
        return Doctor.examine(Db.direct(target));
    }

    @Override
    public void remove(String name) {
        saved.removeIf(t -> t.name().equals(name));
    }

    @Override
    public Carried carried() {
        Journal now = journal;
        return new Carried(sandbox, Path.of("/home/ann/.local/share/howdah/sandbox"), 77L << 30, now == null ? null : now.standing());
    }

    @Override
    public List<ServerSetting> settings() {
        return ServerSetting.read(open());
    }

    @Override
    public List<ReplicationRow> replication() {
        return ReplicationRow.read(open());
    }

    private Db open() {
        Target target = saved.getFirst();
        return Db.direct(target);
    }

    @Override
    public List<Spent> spent() {
        return spent;
    }

    @Override
    public Pace pace() {
        return pace;
    }

    @Override
    public void close() {
        fleet.close();
    }
}
