package dev.howdah.engine.job.ready;

import dev.howdah.engine.job.Job;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The user's own jobs: the {@code *.sql} files of a folder, read anew at every look. Thread-safe. */
public final class JobFiles {
    private final Path folder;

    public JobFiles(Path folder) {
        this.folder = folder;
    }

    /** @param faults of files that could not be read as jobs, each with file and line */
    public record Listing(List<Job> jobs, List<String> faults) {}

    /** What is there now; nothing when there is no such folder. */
    public Listing list() {
        List<Job> jobs = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".sql")).sorted().toList()) {
                    read(file, jobs, faults);
                }
            } catch (IOException e) {
                faults.add(Text.of("jobs.unreadable", folder, e.getMessage()));
            }
        }
        return new Listing(List.copyOf(jobs), List.copyOf(faults));
    }

    private static void read(Path file, List<Job> jobs, List<String> faults) {
        try {
            JobFile parsed = JobFile.parse(file.getFileName().toString(), Files.readString(file));
            if (parsed.faults().isEmpty()) {
                jobs.add(parsed.job());
            }
            faults.addAll(parsed.faults());
        } catch (IOException e) {
            faults.add(Text.of("jobs.unreadable", file, String.valueOf(e)));
        }
    }
}
