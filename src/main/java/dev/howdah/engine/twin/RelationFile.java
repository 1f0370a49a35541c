package dev.howdah.engine.twin;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The files of one relation: segments of 1 GB, extended without being written, so that they take no room on disk. */
final class RelationFile {
    private static final long SEGMENT = 1L << 30;

    private final Path first;

    RelationFile(Path data, String relativePath) {
        this(data.resolve(relativePath));
    }

    private RelationFile(Path first) {
        this.first = first;
    }

    /** Makes the relation this long. Never shortens it. */
    void extend(long bytes) throws IOException {
        for (int segment = 0; segment * SEGMENT < bytes; segment++) {
            Path file = segment == 0 ? first : first.resolveSibling(first.getFileName() + "." + segment);
            long length = Math.min(SEGMENT, bytes - segment * SEGMENT);
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                if (open.length() < length) {
                    open.setLength(length);
                }
            }
        }
    }

    /** Beside this one, of another number. */
    RelationFile sibling(long number) {
        return new RelationFile(first.resolveSibling(String.valueOf(number)));
    }

    /** Lets this be another name of a file of one segment; false where that cannot be. */
    boolean link(RelationFile other) {
        try {
            if (Files.exists(other.first.resolveSibling(other.first.getFileName() + ".1"))) {
                return false;
            }
            Files.createLink(first, other.first);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Makes the first segment with this in it. */
    void create(byte[] content) throws IOException {
        Files.write(first, content);
    }

    byte[] firstPage() throws IOException {
        try (InputStream in = Files.newInputStream(first)) {
            return in.readNBytes(IndexPages.PAGE);
        }
    }

    /** Shortens the first segment, the further ones stay: a process that has not opened them sees only the first. */
    void hide(long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
    }

    /** The height of a b-tree, written where the planner looks for it. */
    void btreeHeight(int height) throws IOException {
        try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(IndexPages.btreeRoot(height)), IndexPages.BTREE_ROOT);
            channel.write(ByteBuffer.wrap(IndexPages.btreePath(height)), IndexPages.PAGE);
        }
    }

    /** How far the map of a BRIN index reaches. */
    void brinMap(long heapBlocks) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
        try (FileChannel channel = FileChannel.open(first, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.read(number, IndexPages.BRIN_PAGES_PER_RANGE);
            int last = IndexPages.brinLastMapPage(heapBlocks, number.getInt(0));
            channel.write(number.clear().putInt(0, last), IndexPages.BRIN_LAST_MAP_PAGE);
        }
    }
}
