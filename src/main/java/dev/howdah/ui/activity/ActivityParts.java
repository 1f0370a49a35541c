package dev.howdah.ui.activity;

import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.profile.Watched;
import dev.howdah.engine.sample.Source;

/** The engine parts of one target that the tab works with. */
public record ActivityParts(Source sampler, Watched watch, Statements statements, Signals signals, Environment environment) {}
