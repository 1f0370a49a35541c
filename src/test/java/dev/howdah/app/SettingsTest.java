package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.engine.db.ConnInfo;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Profile;
import dev.howdah.testing.Await;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Memory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("config").resolve("settings.toml");
    }

    @Test
    void withoutAFileTheDefaultsHold() {
        try (Settings s = new Settings(file)) {
            assertThat(s.text("window.theme", "system")).isEqualTo("system");
            assertThat(s.profiles()).isEmpty();
            assertThat(s.problems()).isEmpty();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void theFirstFileExplainsItselfAndIsPrivate() throws Exception {
        try (Settings s = new Settings(file)) {
            s.createIfMissing();
            assertThat(file).content().contains("# theme = \"system\"", "Passwords never stand here");
            s.set("window.theme", "dark");
        }
        assertThat(file).content().contains("# theme = \"system\"\ntheme = \"dark\"\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        try (Settings s = new Settings(file)) {
            assertThat(s.word("window.theme", List.of("system", "dark", "light"), "system")).isEqualTo("dark");
            assertThat(s.problems()).isEmpty();
        }
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenWithTheNextChange() throws Exception {
        Files.writeString(file.getParent(), "in the way");
        Settings s = new Settings(file);
        s.set("window.theme", "dark");
        s.close();
        assertThat(s.problems()).isNotEmpty();
        Files.delete(file.getParent());
        s.set("ui.scale", 120L);
        s.close();
        assertThat(s.text("window.theme", "")).isEqualTo("dark");
        assertThat(file).content().contains("theme = \"dark\"").contains("scale = 120");
    }

    @Test
    void aChangeLeavesEverythingElseAsTheUserWroteIt() throws Exception {
        write("""
                # mine
                top = 1   # one
                [window]   # how it looks
                  theme = 'light' # at night: "dark"
                other = [1,
                  2]

                # about the lab
                [profiles."the lab"]
                host = "h#1" # not the port
                """);
        try (Settings s = new Settings(file)) {
            s.set("window.theme", "dark");
            s.set("top", 2);
            s.set("window.columns", true);
            s.set("chart.points", 10);
        }
        assertThat(file).hasContent("""
                # mine
                top = 2   # one
                [window]   # how it looks
                  theme = "dark" # at night: "dark"
                columns = true
                other = [1,
                  2]

                # about the lab
                [profiles."the lab"]
                host = "h#1" # not the port

                [chart]
                points = 10
                """);
    }

    @Test
    void aSyntaxErrorIsNamedWithLineAndColumnAndTheFileIsLeftAlone() throws Exception {
        String wrong = "[window]\ntheme = \"dark\n";
        write(wrong);
        try (Settings s = new Settings(file)) {
            assertThat(s.text("window.theme", "system")).isEqualTo("system");
            assertThat(s.problems()).singleElement().asString().startsWith("Line 2, column 14 of " + file + " cannot be read: ");
            s.set("window.theme", "light");
            assertThat(s.text("window.theme", "system")).isEqualTo("light");
        }
        assertThat(file).hasContent(wrong);
    }

    @Test
    void anErrorThatIsMadeMeanwhileIsLeftAlone() throws Exception {
        write("a = 1\n");
        try (Settings s = new Settings(file)) {
            write("a = \n");
            s.set("b", 2);
            s.close();
            assertThat(file).hasContent("a = \n");
            assertThat(s.problems()).singleElement().asString().contains("Line 1, column 5");
        }
    }

    @Test
    void aChangeThatTheUserMadeMeanwhileStays() throws Exception {
        write("a = 1\n");
        try (Settings s = new Settings(file)) {
            write("a = 7 # by hand\n");
            s.set("b", 2);
        }
        assertThat(file).hasContent("a = 7 # by hand\nb = 2\n");
    }

    @Test
    void valuesOfTheWrongKindAreNamedAndDefaultsUsed() throws Exception {
        write("[window]\ntheme = \"pink\"\n[chart]\npoints = 99\nlines = 'x'\n");
        try (Settings s = new Settings(file)) {
            assertThat(s.word("window.theme", List.of("dark", "light"), "dark")).isEqualTo("dark");
            assertThat(s.number("chart.points", 1, 10, 5)).isEqualTo(5);
            assertThat(s.flag("chart.lines", true)).isTrue();
            assertThat(s.problems())
                    .containsExactly(
                            "window.theme is \"pink\"; known are dark, light. window.theme is taken as dark.",
                            "chart.points is \"99\"; it must be a whole number from 1 to 10. chart.points is taken as 5.",
                            "chart.lines is \"x\"; it must be true or false. chart.lines is taken as true.");
        }
    }

    @Test
    void profilesComeAndGo() throws Exception {
        write("# top\n[profiles.a]\nhost = \"h\"\nport = 5433\n# of b\n[profiles.b]\nhost = \"x\"\nenvironment = \"lab\"\n[profiles.c]\nhots = 1\n");
        Profile odd = new Profile("Ü \"x\".y", Environment.STAGING, ConnInfo.parse("host=h user='o\\'' password=geheim"));
        try (Settings s = new Settings(file)) {
            assertThat(s.profiles()).extracting(Profile::name).containsExactly("a", "b");
            assertThat(s.profiles()).extracting(Profile::environment).containsOnly(Environment.PRODUCTION);
            assertThat(s.profiles().getFirst().address().values()).containsEntry("port", "5433");
            assertThat(s.problems()).hasSize(2).anyMatch(p -> p.contains("\"lab\" is not an environment")).anyMatch(p -> p.contains("\"hots\""));
            s.remove("a");
            s.save(odd);
            s.save(new Profile("b", Environment.DEVELOPMENT, ConnInfo.parse("host=new")));
        }
        assertThat(file).content().startsWith("# top\n").contains("# of b").doesNotContain("geheim").doesNotContain("[profiles.a]");
        try (Settings s = new Settings(file)) {
            assertThat(s.profiles())
                    .containsExactlyInAnyOrder(
                            new Profile("b", Environment.DEVELOPMENT, ConnInfo.parse("host=new")),
                            new Profile(odd.name(), Environment.STAGING, odd.address().withoutSecrets()));
        }
    }

    @Test
    void aFormThatCannotBeChangedInPlaceIsWrittenAnew() throws Exception {
        write("window = { theme = \"dark\" }\n");
        try (Settings s = new Settings(file)) {
            s.set("window.theme", "light");
            s.close();
        }
        try (Settings s = new Settings(file)) {
            assertThat(s.text("window.theme", "")).isEqualTo("light");
        }
    }

    @Test
    void theThemeIsASettingAndTheRestIsMemory() throws Exception {
        write("[window]\ntheme = \"light\"\n");
        Memory rest = Memory.brief();
        try (Settings s = new Settings(file)) {
            Memory memory = new ThemedMemory(rest, s);
            assertThat(memory.get("shell.theme", "")).isEqualTo("LIGHT");
            memory.put("shell.theme", "DARK");
            memory.put("table.x", "1");
            assertThat(memory.get("shell.theme", "")).isEqualTo("DARK");
        }
        assertThat(file).hasContent("[window]\ntheme = \"dark\"\n");
        assertThat(rest.get("table.x", "")).isEqualTo("1");
        write("[window]\n");
        try (Settings s = new Settings(file)) {
            assertThat(new ThemedMemory(rest, s).get("shell.theme", "")).isEmpty();
        }
    }

    @Test
    void aWindowThatCannotRememberSaysSoOnce() throws Exception {
        Files.writeString(folder.resolve("data"), "a file where the folder should be");
        Fx.Direct fx = Fx.direct();
        WindowMemory memory = new WindowMemory(folder.resolve("data").resolve("window.json"), fx);
        List<String> told = new java.util.ArrayList<>();
        memory.onTrouble(told::add);
        for (String width : List.of("1", "2", "3")) {
            memory.put("x", width);
            memory.flush();
        }
        assertThat(told).singleElement().asString().startsWith("Cannot write ").endsWith("will not remember its layout.");
        assertThat(memory.get("x", "")).isEqualTo("3");
    }

    @Test
    void aLinkedFileStaysALink() throws Exception {
        Path real = Files.writeString(folder.resolve("dotfiles.toml"), "a = 1\n");
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, real);
        try (Settings s = new Settings(file)) {
            s.set("a", 2);
        }
        assertThat(file).isSymbolicLink();
        assertThat(real).hasContent("a = 2\n");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidAndNothingBreaks() throws Exception {
        Files.writeString(folder.resolve("config"), "a file where the folder should be");
        try (Settings s = new Settings(file)) {
            s.createIfMissing();
            s.set("window.theme", "dark");
            s.close();
            assertThat(s.text("window.theme", "")).isEqualTo("dark");
            assertThat(s.problems()).singleElement().asString().startsWith("Cannot write " + file).endsWith("Changes hold until Howdah ends.");
        }
    }

    @Test
    void aFullDiskIsSaid() {
        // Every write to this device fails with "no space left".
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        LateFile late = new LateFile(Path.of("/dev/full/x"), java.time.Duration.ofHours(1), old -> "x", () -> {});
        late.changed();
        late.close();
        assertThat(late.problem()).startsWith("Cannot write /dev/full/x");
    }

    @Test
    void aChangeIsWrittenSoonWithoutAnybodyClosing() {
        try (Settings s = new Settings(file)) {
            s.set("window.theme", "dark");
            Await.until("written", () -> Files.exists(file));
        }
    }

    private void write(String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
