package dev.howdah.ui.activity;

import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.sample.Sampler;

/** The engine parts of one target that the tab works with. */
public record ActivityParts(Sampler sampler, StatementWatch watch, Statements statements, Signals signals, Environment environment) {}
