package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.simulator.slack.limits.SlackLimits;
import dev.sublet.simulator.slack.limits.Surface;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The modals that people have open, at most three on top of each other, and their App Homes. Guarded by the house's lock. */
final class Views {
    static final int STACK_MAX = 3;

    private final House house;
    private final Messages messages;
    private final Map<String, List<ShownView>> stacks = new HashMap<>();
    private final Map<String, ShownView> homes = new HashMap<>();
    private long hashes;

    Views(House house, Messages messages) {
        this.house = house;
        this.messages = messages;
    }

    /** Opens a modal in place of whatever the person had open. */
    ShownView open(String person, JsonNode view) {
        ObjectNode checked = checked(view, Surface.MODAL);
        distinct(checked, "");
        String id = house.id("V", "");
        ShownView opened = new ShownView(id, person, hash(), id, "", checked, Map.of(), 0);
        stacks.put(person, new ArrayList<>(List.of(opened)));
        return opened;
    }

    /** Puts a modal on top of what the person has open. */
    ShownView push(String person, JsonNode view) {
        List<ShownView> stack = stack(person);
        if (stack.isEmpty()) {
            throw new SlackException("not_found");
        }
        if (stack.size() >= STACK_MAX) {
            throw new SlackException("push_limit_reached");
        }
        ObjectNode checked = checked(view, Surface.MODAL);
        distinct(checked, "");
        ShownView below = stack.get(stack.size() - 1);
        ShownView pushed =
                new ShownView(house.id("V", ""), person, hash(), below.rootId(), below.id(), checked, Map.of(), 0);
        stack.add(pushed);
        return pushed;
    }

    /** Shows something else in a modal; an empty hash fits always. */
    ShownView update(ShownView old, JsonNode view, String hash) {
        if (!hash.isEmpty() && !hash.equals(old.hash())) {
            throw new SlackException("hash_conflict");
        }
        ObjectNode checked = checked(view, old.isHome() ? Surface.HOME : Surface.MODAL);
        distinct(checked, old.id());
        ShownView updated = new ShownView(
                old.id(), old.owner(), hash(), old.rootId(), old.previousId(), checked, Map.of(), old.updates() + 1);
        if (old.isHome()) {
            homes.put(old.owner(), updated);
        } else {
            stack(old.owner()).replaceAll(one -> one.id().equals(old.id()) ? updated : one);
        }
        return updated;
    }

    ShownView publish(String person, JsonNode view, String hash) {
        ShownView old = homes.get(person);
        if (old != null) {
            return update(old, view, hash);
        }
        ObjectNode checked = checked(view, Surface.HOME);
        String id = house.id("V", "");
        ShownView home = new ShownView(id, person, hash(), id, "", checked, Map.of(), 0);
        homes.put(person, home);
        return home;
    }

    Optional<ShownView> find(String id) {
        return all().stream().filter(view -> view.id().equals(id)).findFirst();
    }

    Optional<ShownView> findExternal(String externalId) {
        return all().stream()
                .filter(view -> view.json().path("external_id").asText().equals(externalId))
                .findFirst();
    }

    Optional<ShownView> home(String person) {
        return Optional.ofNullable(homes.get(person));
    }

    /** Bottom first. */
    List<ShownView> modals(String person) {
        return List.copyOf(stack(person));
    }

    Optional<ShownView> top(String person) {
        List<ShownView> stack = stack(person);
        return stack.isEmpty() ? Optional.empty() : Optional.of(stack.get(stack.size() - 1));
    }

    void showErrors(ShownView view, Map<String, String> errors) {
        stack(view.owner()).replaceAll(one -> one.id().equals(view.id()) ? one.withErrors(errors) : one);
    }

    void pop(String person) {
        List<ShownView> stack = stack(person);
        if (!stack.isEmpty()) {
            stack.remove(stack.size() - 1);
        }
    }

    void clear(String person) {
        stacks.remove(person);
    }

    private List<ShownView> stack(String person) {
        return stacks.computeIfAbsent(person, nobody -> new ArrayList<>());
    }

    private List<ShownView> all() {
        List<ShownView> all = new ArrayList<>(homes.values());
        stacks.values().forEach(all::addAll);
        return all;
    }

    private void distinct(ObjectNode view, String own) {
        String external = view.path("external_id").asText();
        if (!external.isEmpty()
                && findExternal(external)
                        .filter(other -> !other.id().equals(own))
                        .isPresent()) {
            throw new SlackException("duplicate_external_id");
        }
    }

    private ObjectNode checked(JsonNode view, Surface surface) {
        if (Json.text(view).getBytes(StandardCharsets.UTF_8).length > SlackLimits.VIEW_BYTES_MAX) {
            throw new SlackException("view_too_large");
        }
        List<String> wrong = SlackLimits.view(view, surface);
        if (!wrong.isEmpty()) {
            throw new SlackException("invalid_arguments", wrong);
        }
        ObjectNode named = view.deepCopy();
        named.set("blocks", messages.withIds(view.path("blocks")));
        return named;
    }

    private String hash() {
        return house.clock().instant().getEpochSecond() + "." + String.format("%08x", ++hashes);
    }
}
