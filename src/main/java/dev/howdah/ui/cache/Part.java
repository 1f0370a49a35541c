package dev.howdah.ui.cache;

import dev.howdah.engine.text.Text;

/** The parts of the tab. */
enum Part {
    ENGINE,
    RATIOS,
    IO,
    BUFFERS;

    String title() {
        return Text.of("cachetab.part." + name());
    }
}
