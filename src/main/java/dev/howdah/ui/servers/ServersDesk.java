package dev.howdah.ui.servers;

import dev.howdah.engine.activity.ReplicationRow;
import dev.howdah.engine.activity.ServerSetting;
import dev.howdah.engine.db.Doctor;
import dev.howdah.engine.db.Spent;
import dev.howdah.engine.fleet.Member;
import dev.howdah.engine.sample.Pace;
import java.util.List;

/** What the tab asks of the wiring. Calls may wait for a disk or a network, except where it is said; they are made off the FX thread. */
public interface ServersDesk {
    /**
     * Lets the saved servers be watched, or rest, as the profiles are now.
     *
     * @param wanted false while nobody looks
     * @return sentences about profiles that cannot be used
     */
    List<String> watch(boolean wanted);

    /** All that are watched, as they are now, those first that need somebody. Waits for nothing. */
    List<Member> members();

    /** Asks all of them now. Waits for nothing. */
    void refresh();

    /** Whether a server of this name is a profile, so that it can be changed. Waits for nothing. */
    boolean saved(String name);

    /**
     * Looks at a server as a DBA would before trusting it.
     *
     * @throws dev.howdah.engine.db.DbException when it cannot be reached
     */
    List<Doctor.Finding> examine(String name);

    /** Forgets a profile with its password; nothing happens on the server. */
    void remove(String name);

    /** The sandbox and the repository. */
    Carried carried();

    /** All settings of the open server. */
    List<ServerSetting> settings();

    /** Slots, standbys and subscriptions of the open server. */
    List<ReplicationRow> replication();

    /** What Howdah itself did on the open server since it was opened. Waits for nothing. */
    List<Spent> spent();

    /** How sampling of the open server keeps its budget. Waits for nothing. */
    Pace pace();
}
