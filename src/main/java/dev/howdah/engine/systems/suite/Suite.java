package dev.howdah.engine.systems.suite;

import dev.howdah.engine.job.JobException;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.jumpstart.Jumpstart;
import dev.howdah.engine.systems.learnpath.Learnpath;
import dev.howdah.engine.systems.paintstudio.Paintstudio;
import dev.howdah.engine.systems.skillsprint.Skillsprint;
import dev.howdah.engine.systems.trainingmonkey.Trainingmonkey;
import dev.howdah.engine.text.Text;
import java.util.List;
import java.util.stream.Collectors;

/** The five systems. */
public final class Suite {
    private Suite() {}

    public static List<SampleSystem> all() {
        return List.of(new Skillsprint(), new Jumpstart(), new Trainingmonkey(), new Learnpath(), new Paintstudio());
    }

    /**
     * Those named; all when none is.
     *
     * @throws JobException when there is no system of that name
     */
    public static List<SampleSystem> named(List<String> names) {
        String known = all().stream().map(SampleSystem::name).collect(Collectors.joining(", "));
        for (String name : names) {
            if (all().stream().noneMatch(s -> s.name().equals(name))) {
                throw new JobException(JobException.Kind.BAD_INPUT, Text.of("systems.unknown", name, known));
            }
        }
        return all().stream().filter(s -> names.isEmpty() || names.contains(s.name())).toList();
    }
}
