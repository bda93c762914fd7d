package dev.sublet.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something that can be asked at a path. Immutable.
 *
 * @param id as the OpenAPI document names it
 * @param path below {@link Api#BASE}, parameters in braces
 * @param roles who may ask; one of them is enough
 * @param status of a good answer
 */
public record Operation(
        String id,
        String method,
        String path,
        Set<Role> roles,
        Reach reach,
        List<Parameter> parameters,
        Body body,
        int status,
        Task task) {
    public Operation {
        roles = Set.copyOf(roles);
        parameters = List.copyOf(parameters);
    }

    /** Answers a call. */
    @FunctionalInterface
    interface Task {
        Reply reply(Call call);
    }

    static Operation get(String path, String id, Set<Role> roles, Reach reach, Task task) {
        return new Operation(id, "GET", path, roles, reach, ofPath(path), Body.NONE, 200, task);
    }

    static Operation post(String path, String id, Set<Role> roles, Reach reach, int status, Task task) {
        return new Operation(id, "POST", path, roles, reach, ofPath(path), Body.JSON, status, task);
    }

    static Operation delete(String path, String id, Set<Role> roles, Task task) {
        return new Operation(id, "DELETE", path, roles, Reach.WHOLE, ofPath(path), Body.NONE, 200, task);
    }

    Operation with(List<Parameter> more) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.addAll(more);
        return new Operation(id, method, path, roles, reach, all, body, status, task);
    }

    /** Whether two different people must have done it and what follows, so that it counts which person does. */
    boolean personal() {
        return Operations.PERSONAL.contains(id);
    }

    Operation taking(Body other) {
        return new Operation(id, method, path, roles, reach, parameters, other, status, task);
    }

    private static List<Parameter> ofPath(String path) {
        List<Parameter> parameters = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.startsWith("{")) {
                parameters.add(Parameter.path(part.substring(1, part.length() - 1)));
            }
        }
        return parameters;
    }

    /**
     * The caller with the roles that may ask for it alone, so that no other role widens what these reach.
     *
     * @throws ApiProblem 403 why this caller may not, before anything of the request is read
     */
    Caller permit(Caller caller) {
        Caller acting = caller.acting(roles);
        if (acting.grants().isEmpty()) {
            throw new ApiProblem(
                    403,
                    caller.name() + " may not ask for " + id + "; it is for "
                            + String.join(
                                    ", ",
                                    roles.stream().map(Role::label).sorted().toList()));
        }
        if (reach == Reach.WHOLE && acting.isScoped()) {
            throw new ApiProblem(
                    403,
                    caller.name() + " may see some cost centers alone, and " + id
                            + " speaks of all; ask for their statements instead");
        }
        return acting;
    }
}
