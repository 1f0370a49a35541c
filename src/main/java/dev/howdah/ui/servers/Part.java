package dev.howdah.ui.servers;

import dev.howdah.engine.text.Text;
import java.util.Locale;

/** The tab's parts, of which one is shown. */
enum Part {
    /** All saved servers at once. */
    FLEET,
    /** The sandbox and the repository. */
    CARRIED,
    /** What the open server is set to. */
    SETTINGS,
    /** Slots, standbys and subscriptions of the open server. */
    REPLICATION,
    /** What Howdah does on the open server. */
    COST;

    String title() {
        return Text.of("serverstab.part." + name().toLowerCase(Locale.ROOT));
    }
}
