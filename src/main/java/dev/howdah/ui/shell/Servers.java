package dev.howdah.ui.shell;

import dev.howdah.ui.kit.TimeRange;
import java.util.List;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** What the window asks of the wiring about servers. Calls may wait for a network; they are made off the FX thread. */
public interface Servers {
    /** What can be chosen without typing: profiles, and the sandbox. */
    List<Entry> known();

    /** Opens a known one. It may not answer yet: its sampler keeps trying. */
    Connected open(Entry entry, ObservableValue<TimeRange> range);

    /** Opens what was typed, and saves it as a profile when it has a name. */
    Connected open(Form form, ObservableValue<TimeRange> range);

    /**
     * Saves what was typed as a profile, without opening it.
     *
     * @param replaces the profile that goes when the name is another; empty for none
     */
    void save(Form form, String replaces);

    /** A saved server as it was typed, without its password; null when there is none of this name. */
    @Nullable Form form(String name);

    /** Connects once and looks at what the role may see. */
    Diagnosis test(Form form);
}
