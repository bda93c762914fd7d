package dev.sublet.bot.blueprint;

import dev.sublet.reporter.entry.EntryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All blueprints, with all their versions. Immutable. */
public final class Blueprints {
    private static final int FILES_MAX = 500;
    private final Map<String, TreeMap<Integer, Blueprint>> byName = new TreeMap<>();

    private Blueprints(List<Blueprint> blueprints, Map<String, Path> files) {
        for (Blueprint blueprint : blueprints) {
            Blueprint other = byName.computeIfAbsent(blueprint.name(), name -> new TreeMap<>())
                    .put(blueprint.version(), blueprint);
            if (other != null) {
                throw new EntryException("blueprint " + blueprint.reference() + " is there twice"
                        + (files.isEmpty() ? "" : ", also in " + files.get(blueprint.reference()))
                        + "; give a change a new version");
            }
        }
    }

    public static Blueprints of(Blueprint... blueprints) {
        return new Blueprints(List.of(blueprints), Map.of());
    }

    /**
     * The files *.yaml of a folder.
     *
     * @throws EntryException when the folder or a file cannot be read, is wrong, or says the same version twice
     */
    public static Blueprints read(Path folder) {
        try (Stream<Path> listing = Files.list(folder)) {
            List<Path> files = listing.filter(
                            file -> file.getFileName().toString().endsWith(".yaml"))
                    .sorted()
                    .limit(FILES_MAX)
                    .toList();
            Map<String, Path> known = new HashMap<>();
            List<Blueprint> blueprints =
                    files.stream().map(BlueprintReader::read).toList();
            for (int i = 0; i < files.size(); i++) {
                known.putIfAbsent(blueprints.get(i).reference(), files.get(i).getFileName());
            }
            return new Blueprints(blueprints, known);
        } catch (IOException e) {
            throw new EntryException(
                    "blueprints folder " + folder + " cannot be read: " + e.getMessage() + "; check bot.blueprints", e);
        }
    }

    /** The blueprint that a reference means: {@code name} is its newest version. */
    public Optional<Blueprint> find(String reference) {
        int at = reference.indexOf('@');
        TreeMap<Integer, Blueprint> versions = byName.get(at < 0 ? reference : reference.substring(0, at));
        if (versions == null) {
            return Optional.empty();
        }
        if (at < 0) {
            return Optional.of(versions.lastEntry().getValue());
        }
        String version = reference.substring(at + 1);
        return version.matches("[0-9]{1,6}")
                ? Optional.ofNullable(versions.get(Integer.parseInt(version)))
                : Optional.empty();
    }

    /** The newest version of each, by name. */
    public Collection<Blueprint> newest() {
        return byName.values().stream()
                .map(versions -> versions.lastEntry().getValue())
                .toList();
    }
}
