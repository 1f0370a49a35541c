package dev.howdah.engine.activity;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.sqltext.Passwords;
import java.util.List;

/**
 * A setting of a server as it holds for a new session. Immutable.
 *
 * @param value in the unit, empty when it is empty or may not be seen; dots in place of passwords
 * @param preset what the server would use if nobody had said otherwise
 * @param place file and line, empty when it stands in none
 */
public record ServerSetting(String name, String value, String unit, String preset, String source, String place, boolean pendingRestart) {
    public ServerSetting {
        value = Passwords.inSetting(value);
    }

    /** All of them by name, but for those that the session asked for itself, such as its time limits: what others get is not told to it. */
    public static List<ServerSetting> read(Db db) {
        return db.list("activity/server-settings", ServerSetting.class);
    }

    /** True when somebody said otherwise. */
    public boolean changed() {
        return !source.equals("default") && !source.equals("override");
    }
}
