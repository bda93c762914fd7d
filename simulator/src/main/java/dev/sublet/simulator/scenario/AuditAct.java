package dev.sublet.simulator.scenario;

/**
 * One request to a vcluster's API server.
 *
 * @param atUs when it was answered, microseconds since the epoch
 * @param subresource or "" for none
 * @param name of the object, or "" for none
 * @param review whether vcluster's syncer asks, by a SubjectAccessReview, if the person may do this: the only trace that
 *     exec leaves in the vcluster's API server
 */
record AuditAct(
        String auditId,
        long atUs,
        String person,
        String verb,
        String apiGroup,
        String resource,
        String subresource,
        String namespace,
        String name,
        int code,
        boolean review) {
    static final long US_PER_S = 1_000_000;

    /** The path of the object or, for create, of its kind. */
    String uri() {
        String root = apiGroup.isEmpty() ? "/api/v1" : "/apis/" + apiGroup + "/v1";
        return root + "/namespaces/" + namespace + "/" + resource
                + (verb.equals("create") && subresource.isEmpty() ? "?fieldManager=kubectl-create" : "/" + name)
                + (subresource.isEmpty() ? "" : "/" + subresource);
    }
}
