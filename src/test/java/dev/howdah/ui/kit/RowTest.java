package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
    private enum Part {
        SETTINGS,
        LOCKS
    }

    @Test
    void namesAPartAndARowInIt() {
        assertThat(Row.of(Part.values(), "SETTINGS/a/b")).contains(new Row<>(Part.SETTINGS, "a/b"));
        assertThat(Row.of(Part.values(), "LOCKS/")).contains(new Row<>(Part.LOCKS, ""));
        assertThat(Row.of(Part.values(), "4711")).isEmpty();
        assertThat(Row.of(Part.values(), "OTHERS/x")).isEmpty();
    }

    @Test
    void theSameRowIsToldAgain() {
        Sought sought = new Sought();
        List<String> told = new ArrayList<>();
        sought.subscribe(s -> {
            told.add(s);
        });
        sought.seek("a");
        sought.seek("a");
        assertThat(told).containsExactly("", "a", "", "a");
    }

    @Test
    void theLastIsMadeOnce() {
        Last<String, Object> last = new Last<>();
        Object a = last.of("a", Object::new);
        assertThat(last.of("a", Object::new)).isSameAs(a);
        assertThat(last.of("b", Object::new)).isNotSameAs(a);
        assertThat(last.of("a", Object::new)).isNotSameAs(a);
    }
}
