package dev.howdah.ui.shell;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Server;
import java.util.List;

/** What a test connection found: the server, and what the role lacks there. */
public record Diagnosis(Server server, List<Lack> lacks) {}
