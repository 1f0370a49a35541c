package dev.howdah.ui.shell;

import dev.howdah.ui.kit.TimeRange;
import java.util.List;
import javafx.beans.value.ObservableValue;

/** What the window asks of the wiring about servers. Calls may wait for a network; they are made off the FX thread. */
public interface Servers {
    /** What can be chosen without typing: profiles, and the sandbox. */
    List<Entry> known();

    /** Opens a known one. It may not answer yet: its sampler keeps trying. */
    Connected open(Entry entry, ObservableValue<TimeRange> range);

    /** Opens what was typed, and saves it as a profile when it has a name. */
    Connected open(Form form, ObservableValue<TimeRange> range);

    /** Connects once and looks at what the role may see. */
    Diagnosis test(Form form);
}
