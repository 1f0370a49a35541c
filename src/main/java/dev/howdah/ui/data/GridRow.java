package dev.howdah.ui.data;

import dev.howdah.engine.page.CellValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the grid.
 *
 * @param number from 0
 * @param cells null until they are read, empty when they cannot be
 */
record GridRow(long number, @Nullable List<CellValue> cells) {}
