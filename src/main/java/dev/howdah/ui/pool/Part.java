package dev.howdah.ui.pool;

import dev.howdah.engine.text.Text;
import java.util.Locale;

/** What the tab can show. */
enum Part {
    ENGINE,
    SERVER,
    BOUNCER,
    APPLICATIONS,
    PATH;

    String title() {
        return Text.of("pooltab.part." + name().toLowerCase(Locale.ROOT));
    }
}
