package dev.howdah.ui.overview;

import dev.howdah.engine.health.HealthReport;
import dev.howdah.ui.kit.Sampled;

/** What the checks say. */
final class HealthModel {
    final Sampled<HealthReport> report = new Sampled<>();
}
