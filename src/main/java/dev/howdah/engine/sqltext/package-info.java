/** SQL as text: PostgreSQL's lexical rules, fingerprints, masking of literals. Knows no server and no file. */
@NullMarked
package dev.howdah.engine.sqltext;

import org.jspecify.annotations.NullMarked;
