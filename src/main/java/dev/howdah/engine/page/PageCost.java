package dev.howdah.engine.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What pages cost by the planner's estimate, in its units. Immutable.
 *
 * @param first of the first page
 * @param byOffset of the page in question, by offset
 * @param byKeyset of any page by keys; null when rows cannot be told apart
 * @param sorts every page sorts, since no index gives the order
 * @param indexes that the first page reads
 * @param indexWanted the index that would spare the sort, or null
 */
public record PageCost(
        double first,
        double byOffset,
        @Nullable Double byKeyset,
        boolean sorts,
        List<String> indexes,
        @Nullable String indexWanted) {}
