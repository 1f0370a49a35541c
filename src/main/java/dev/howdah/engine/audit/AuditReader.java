package dev.howdah.engine.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joins the beginnings and ends of actions. Used once. */
final class AuditReader {
    private final AuditFiles files;
    private final Map<String, AuditLine.Ended> ends = new HashMap<>();

    AuditReader(AuditFiles files) {
        this.files = files;
    }

    /** From the newest line backwards: the end of an action stands behind its beginning, so it has been seen by then. */
    List<AuditEntry> read(AuditQuery query) throws IOException {
        List<AuditEntry> found = new ArrayList<>();
        for (Path file : files.newestFirst()) {
            for (String line : files.lines(file).reversed()) {
                Object parsed = AuditLine.parse(line);
                if (parsed instanceof AuditLine.Ended e) {
                    ends.put(e.id(), e);
                } else if (parsed instanceof AuditEntry begun) {
                    AuditEntry entry = joined(begun);
                    if (query.wants(entry)) {
                        found.add(entry);
                    }
                    if (found.size() >= query.limit()) {
                        return found;
                    }
                }
            }
        }
        return found;
    }

    private AuditEntry joined(AuditEntry e) {
        AuditLine.Ended end = ends.remove(e.id());
        return end == null
                ? e
                : new AuditEntry(e.id(), e.at(), e.who(), e.where(), e.act(), e.what(), e.undo(), end.result(), end.at(), end.said());
    }
}
