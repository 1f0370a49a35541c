/** What all tabs share: threads, lifetimes, tables, charts, figures, problems. The only home of ControlsFX, ChartFX, RichTextFX, Ikonli and AtlantaFX. */
package dev.howdah.ui.kit;
