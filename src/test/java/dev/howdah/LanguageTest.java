package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** German says everything that English says, with the same parts inserted. */
class LanguageTest {
    private static final Path TEXTS = Path.of("resources/i18n");
    /** A part that is inserted, with its kind: {@code 0}, {@code 1,number,integer}; what a choice says is the language's own business. */
    private static final Pattern PART = Pattern.compile("\\{(\\d+(?:,number(?:,[^{}]*)?|,choice)?)(?=[,}])");

    static List<String> areas() throws IOException {
        try (Stream<Path> all = Files.list(TEXTS)) {
            return all.map(p -> p.getFileName().toString()).filter(n -> !n.endsWith("_de.properties"))
                    .map(n -> n.replace(".properties", "")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("areas")
    void germanSaysWhatEnglishSays(String area) throws IOException {
        Properties english = read(area + ".properties");
        Properties german = read(area + "_de.properties");
        assertThat(german.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
        Set<String> otherwise = english.stringPropertyNames().stream()
                .filter(k -> !parts(english.getProperty(k)).equals(parts(german.getProperty(k))))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(otherwise).as("other parts inserted").isEmpty();
    }

    @Test
    void germanPutsEveryCheckIntoWords() throws IOException {
        Properties german = read("check_de.properties");
        Set<String> wrong = new TreeSet<>();
        Set<String> known = new TreeSet<>();
        for (Path file : checks()) {
            String id = file.getFileName().toString().replace(".sql", "");
            String english = Files.readString(file);
            for (String key : List.of("title", "why", "finding")) {
                known.add(id + "." + key);
                String text = german.getProperty(id + "." + key, "");
                if (text.isBlank() || key.equals("finding") && !braces(text).equals(braces(header(english, key)))) {
                    wrong.add(id + "." + key);
                }
            }
        }
        assertThat(wrong).as("not said, or with other parts inserted").isEmpty();
        assertThat(german.stringPropertyNames()).as("of no check").isSubsetOf(known);
    }

    private static List<Path> checks() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("resources/checks"))) {
            return all.filter(p -> p.toString().endsWith(".sql")).sorted().toList();
        }
    }

    private static String header(String file, String key) {
        Matcher m = Pattern.compile("(?m)^-- ?" + key + ": (.*(?:\\R--   .*)*)").matcher(file);
        return m.find() ? m.group(1) : "";
    }

    private static Set<String> braces(String text) {
        return Pattern.compile("\\{[^}]*}").matcher(text).results().map(r -> r.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> parts(String text) {
        return PART.matcher(text).results().map(r -> r.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties read(String name) throws IOException {
        Properties p = new Properties();
        try (Reader in = Files.newBufferedReader(TEXTS.resolve(name))) {
            p.load(in);
        }
        return p;
    }
}
