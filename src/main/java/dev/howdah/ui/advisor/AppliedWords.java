package dev.howdah.ui.advisor;

import dev.howdah.engine.apply.Applied;
import dev.howdah.engine.apply.Verdict;
import dev.howdah.engine.text.Text;
import org.jspecify.annotations.Nullable;

/** How an applied advice stands, in words. */
final class AppliedWords {
    private AppliedWords() {}

    /** One word or two, for a cell. */
    static String stands(Applied a) {
        @Nullable Verdict v = a.verdict();
        return a.stage() == Applied.Stage.DECIDED && v != null
                ? Text.of("advisor.verdict." + (v.harmless() ? "harmless" : v.kind())) : Text.of("apply.stage." + a.stage());
    }

    /** The same as a title. */
    static String head(Applied a) {
        return Text.of("advisor.applied-head", stands(a));
    }
}
