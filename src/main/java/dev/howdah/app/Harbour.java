package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.activity.ReplicationRow;
import dev.howdah.engine.activity.ServerSetting;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Doctor;
import dev.howdah.engine.db.Profile;
import dev.howdah.engine.db.SecretsException;
import dev.howdah.engine.db.Spent;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.TargetException;
import dev.howdah.engine.fleet.Fleet;
import dev.howdah.engine.fleet.Member;
import dev.howdah.engine.sample.Pace;
import dev.howdah.engine.sandbox.Sandbox;
import dev.howdah.engine.store.Standing;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.servers.Carried;
import dev.howdah.ui.servers.ServersDesk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The saved servers, what Howdah carries, and what it costs the open server. Thread-safe. */
final class Harbour implements ServersDesk {
    private final Wiring wiring;
    private final Engine engine;
    private final Lookout lookout;
    private final Fleet fleet;

    Harbour(Wiring wiring, Engine engine, Lookout lookout) {
        this.wiring = wiring;
        this.engine = engine;
        this.lookout = lookout;
        this.fleet = wiring.checking().fleet();
    }

    @Override
    public List<String> watch(boolean wanted) {
        List<String> broken = wanted ? muster() : List.of();
        lookout.looking(wanted);
        return broken;
    }

    /** Lets the fleet be what the profiles are now; sentences about those that cannot be used. */
    List<String> muster() {
        List<String> broken = new ArrayList<>();
        fleet.only(targets(broken));
        return broken;
    }

    /** All profiles, the sandbox if it runs, and the open server. */
    private List<Target> targets(List<String> broken) {
        List<Target> all = new ArrayList<>();
        for (Profile p : wiring.settings().profiles()) {
            try {
                all.add(wiring.targets().profile(p).target());
            } catch (TargetException | SecretsException e) {
                broken.add(Text.of("serverstab.broken", p.name(), e.getMessage()));
            }
        }
        Sandbox sandbox = wiring.hold().runningSandbox();
        if (sandbox != null) {
            all.add(sandbox.target());
        }
        if (all.stream().noneMatch(t -> t.name().equals(engine.target().name()))) {
            all.add(engine.target());
        }
        return all;
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
        return wiring.settings().profiles().stream().anyMatch(p -> p.name().equals(name));
    }

    @Override
    public List<Doctor.Finding> examine(String name) {
        Target target = fleet.members().stream().map(Member::target).filter(t -> t.name().equals(name)).findFirst().orElse(engine.target());
        return Doctor.examine(Db.direct(target));
    }

    @Override
    public void remove(String name) {
        wiring.settings().remove(name);
        wiring.secrets().remove(name);
    }

    @Override
    public Carried carried() {
        Path folder = wiring.folders().sandbox();
        Sandbox sandbox = wiring.hold().runningSandbox();
        Carried.@Nullable Box box = null;
        if (sandbox != null) {
            Db db = Db.direct(sandbox.target());
            box = new Carried.Box(sandbox.target(), db.server().version(), sandbox.owned(), db.one("sandbox/size", Size.class).bytes());
        }
        Standing standing = wiring.settings().flag("history.record", true) ? wiring.hold().journal().standing() : null;
        return new Carried(box, folder, free(folder), standing);
    }

    /** A row of size.sql. */
    record Size(long bytes) {}

    private static long free(Path folder) {
        try {
            return Files.exists(folder) ? Files.getFileStore(folder).getUsableSpace() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public List<ServerSetting> settings() {
        return ServerSetting.read(engine.interactive());
    }

    @Override
    public List<ReplicationRow> replication() {
        return ReplicationRow.read(engine.interactive());
    }

    @Override
    public List<Spent> spent() {
        return engine.spent();
    }

    @Override
    public Pace pace() {
        return engine.pace();
    }
}
