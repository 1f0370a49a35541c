package dev.howdah.app;

import dev.howdah.engine.db.Surroundings;

/** Whether a window can be shown at all; asked before any toolkit class is loaded. */
final class Display {
    private Display() {}

    /** Windows and macOS always have one; elsewhere X11 or Wayland must be named. */
    static boolean present(Surroundings s) {
        return s.windows() || s.mac() || s.get("DISPLAY") != null || s.get("WAYLAND_DISPLAY") != null;
    }
}
