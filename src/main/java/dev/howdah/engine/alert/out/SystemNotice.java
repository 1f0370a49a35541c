package dev.howdah.engine.alert.out;

import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.health.Levels.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notices of the desktop itself, by the program that each has for it: for a window that nobody looks at. Immutable. */
public final class SystemNotice {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST = 400;

    private final boolean mac;

    private SystemNotice(boolean mac) {
        this.mac = mac;
    }

    /** Null where no such program is known, or there is no desktop. */
    public static @Nullable SystemNotice of(Surroundings surroundings) {
        if (surroundings.mac()) {
            return new SystemNotice(true);
        }
        boolean desktop = surroundings.get("DISPLAY") != null || surroundings.get("WAYLAND_DISPLAY") != null;
        return surroundings.windows() || !desktop ? null : new SystemNotice(false);
    }

    /** False when it is not shown: the program is not there, or nobody listens to it. */
    public boolean show(Message message) throws InterruptedException {
        try {
            Program.run(argv(message), Map.of(), PATIENCE);
            return true;
        } catch (OutputException e) {
            return false;
        }
    }

    List<String> argv(Message message) {
        Notice n = message.first();
        String title = Message.plain(Message.word(n) + " · " + n.target());
        String sentence = Message.plain(n.sentence());
        String body = sentence.length() > LONGEST ? sentence.substring(0, LONGEST) + "…" : sentence;
        if (mac) {
            // The values are arguments of the script, never part of it.
            return List.of("osascript", "-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)", "-e", "end run", title, body);
        }
        String urgency = !message.over() && n.severity() == Severity.CRITICAL ? "critical" : "normal";
        // The body is taken for markup.
        return List.of("notify-send", "--app-name=Howdah", "--urgency=" + urgency, "--", title, body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }
}
