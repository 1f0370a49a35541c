package dev.howdah.engine.page;

import dev.howdah.engine.text.Text;

/** Why a page cannot be shown, in a form that people can act on. Immutable. */
public sealed interface PageProblem {
    /** The word under which its texts stand in {@code page.properties}. */
    String kind();

    default Object[] details() {
        return new Object[0];
    }

    default String title() {
        return Text.of("page.problem." + kind() + ".title", details());
    }

    default String hint() {
        return Text.of("page.problem." + kind() + ".hint", details());
    }

    /** The page size is outside 1 to the most. */
    record BadSize(long size, int most) implements PageProblem {
        @Override
        public String kind() {
            return "size";
        }

        @Override
        public Object[] details() {
            return new Object[] {size, most};
        }
    }

    /** Page numbers begin at 1. */
    record BadPage(long page) implements PageProblem {
        @Override
        public String kind() {
            return "page";
        }

        @Override
        public Object[] details() {
            return new Object[] {page};
        }
    }

    /** The cursor was not made here, or it was changed. */
    record Forged() implements PageProblem {
        @Override
        public String kind() {
            return "forged";
        }
    }

    /** The cursor belongs to another query, filter or order. */
    record OtherQuery() implements PageProblem {
        @Override
        public String kind() {
            return "other-query";
        }
    }

    /** The query's columns are others than when the cursor was made. */
    record Stale() implements PageProblem {
        @Override
        public String kind() {
            return "stale";
        }
    }

    /** One row does not fit into memory. */
    record RowTooBig() implements PageProblem {
        @Override
        public String kind() {
            return "row-too-big";
        }
    }

    /** Not one reading statement. */
    record NotASelect() implements PageProblem {
        @Override
        public String kind() {
            return "not-a-select";
        }
    }

    /** The statement names a parameter that has no value. */
    record NoValue(int number) implements PageProblem {
        @Override
        public String kind() {
            return "no-value";
        }

        @Override
        public Object[] details() {
            return new Object[] {number};
        }
    }
}
