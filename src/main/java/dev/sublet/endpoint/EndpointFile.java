package dev.sublet.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.ledger.seal.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Where the process that holds a data folder answers questions, and the token that it asks for: {@code endpoint.json} in
 * the folder, readable by its owner only.
 *
 * @param address {@code host:port} on the loopback interface
 * @param pid the process that wrote it
 */
public record EndpointFile(String address, String token, long pid) {
    private static final String NAME = "endpoint.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a data folder's process left, or empty when there is nothing that can be read. */
    public static Optional<EndpointFile> read(Path dataFolder) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readString(dataFolder.resolve(NAME)), EndpointFile.class));
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Puts the file in place as a whole, replacing a stale one. */
    public void write(Path dataFolder) throws IOException {
        Path fresh = dataFolder.resolve(NAME + ".new");
        Files.deleteIfExists(fresh);
        byte[] text = JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
        // The mode is set as the file is made: there is no moment at which others could read it.
        try (java.nio.channels.SeekableByteChannel channel = Files.newByteChannel(
                fresh, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(dataFolder))) {
            java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(text);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
        new DurableFiles().move(fresh, dataFolder.resolve(NAME));
    }

    /** Removes the file that this process wrote; another's stays. */
    public static void delete(Path dataFolder) throws IOException {
        Optional<EndpointFile> there = read(dataFolder);
        if (there.isPresent() && there.get().pid() == ProcessHandle.current().pid()) {
            Files.deleteIfExists(dataFolder.resolve(NAME));
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public String toString() {
        return "EndpointFile[address=" + address + ", token=(hidden), pid=" + pid + "]";
    }
}
