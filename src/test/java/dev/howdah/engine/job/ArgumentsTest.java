package dev.howdah.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.whole("days", "28", 2, 365, "window"),
            Parameter.decimal("decay", null, 0, 5, "rate"),
            Parameter.table("table", "table"),
            Parameter.secret("token", "token"));

    @Test
    void readsValuesAndFillsPresets() {
        Arguments a = Arguments.of(PARAMETERS, Map.of("decay", "0.1", "table", "Shop.\"Orders\"", "token", "hush"));
        assertThat(a.whole("days")).isEqualTo(28);
        assertThat(a.decimal("decay")).isEqualByComparingTo("0.1");
        assertThat(a.table("table")).isEqualTo(new TableName("shop", "Orders"));
    }

    @Test
    void namesEveryFaultAtOnce() {
        assertThatThrownBy(() -> Arguments.of(PARAMETERS, Map.of("days", "1", "decay", "x", "table", "a;b", "dyas", "3")))
                .hasMessageContainingAll("days must be at least 2", "decay must be a number", "table must be a table", "dyas", "token");
    }

    /** A server stores something else instead, and a step that looked for its own title would go on for ever. */
    @Test
    void refusesWhatIsHalfACharacter() {
        for (String bad : List.of("new" + "\ud83d", "a\0b")) {
            assertThatThrownBy(() -> Arguments.of(List.of(Parameter.text("name", null, "about")), Map.of("name", bad)))
                    .hasMessageContaining("half a character");
        }
        assertThat(Arguments.of(List.of(Parameter.text("name", null, "about")), Map.of("name", "\ud83d\udc18")).text("name")).isEqualTo("🐘");
    }

    @Test
    void showsAndStoresNoSecret() {
        Arguments a = Arguments.of(PARAMETERS, Map.of("decay", "1", "table", "t", "token", "hush"));
        assertThat(a.toString()).doesNotContain("hush");
        assertThat(a.shown()).containsEntry("token", "•••");
        assertThat(a.storable()).doesNotContainKey("token");
        assertThat(a.text("token")).isEqualTo("hush");
    }
}
