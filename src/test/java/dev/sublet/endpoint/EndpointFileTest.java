package dev.sublet.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointFileTest {
    @TempDir
    Path folder;

    @Test
    void a_process_removes_its_own_way_in_and_leaves_another_ones() throws IOException {
        EndpointFile others =
                new EndpointFile("127.0.0.1:1", "token", ProcessHandle.current().pid() + 1);
        others.write(folder);
        EndpointFile.delete(folder);
        assertEquals(Optional.of(others), EndpointFile.read(folder));

        new EndpointFile("127.0.0.1:2", "token", ProcessHandle.current().pid()).write(folder);
        EndpointFile.delete(folder);
        assertEquals(Optional.empty(), EndpointFile.read(folder));
    }
}
