package dev.sublet.collector.meter;

import dev.sublet.collector.discovery.Vcluster;
import dev.sublet.collector.facts.NamespaceFacts;
import dev.sublet.collector.owner.OwnerRules;
import dev.sublet.ledger.owner.OwnerShare;
import dev.sublet.ledger.span.OwnerSpan;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Spans of who pays. What is gone keeps its last owner, because its volumes may go on costing; only another owner ends
 * one.
 */
final class OwnerBook {
    private static final SpanBook.Shape<OwnerSpan> OWNER = new SpanBook.Shape<>(
            OwnerSpan::spanId,
            OwnerSpan::fromS,
            (s, id, from, to) -> new OwnerSpan(
                    id,
                    s.cluster(),
                    s.subjectKind(),
                    s.subject(),
                    s.costCenter(),
                    s.team(),
                    s.shareMillionths(),
                    s.source(),
                    from,
                    to,
                    from));

    private final String cluster;
    private final OwnerRules rules;
    private final Map<String, NamespaceFacts> namespaces = new HashMap<>();
    final SpanBook<OwnerSpan> spans;

    OwnerBook(String cluster, OwnerRules rules, LongSupplier ids, MeterMemory memory) {
        this.cluster = cluster;
        this.rules = rules;
        this.spans = new SpanBook<>(OWNER, ids, memory.owners());
    }

    void namespace(NamespaceFacts namespace, Collection<Vcluster> vclusters, long atS) {
        namespaces.put(namespace.name(), namespace);
        owned("namespace", namespace.name(), rules.ownersOf(namespace, atS), atS);
        vclusters.stream()
                .filter(v -> v.namespace().equals(namespace.name()))
                .forEach(v -> owned("vcluster", v.uid(), rules.ownersOf(v, namespace, atS), atS));
    }

    void namespaceGone(String name) {
        namespaces.remove(name);
    }

    void vclusters(Collection<Vcluster> vclusters, long atS) {
        for (Vcluster v : vclusters) {
            owned("vcluster", v.uid(), rules.ownersOf(v, namespaces.get(v.namespace()), atS), atS);
        }
    }

    /** Asks the registry again at each of its own changes in {@code (afterS, atS]}. */
    void registryUpTo(long afterS, long atS, Collection<Vcluster> vclusters) {
        OptionalLong change = rules.nextChangeAfter(afterS);
        while (change.isPresent() && change.getAsLong() <= atS) {
            long changeS = change.getAsLong();
            List.copyOf(namespaces.values()).forEach(namespace -> namespace(namespace, vclusters, changeS));
            vclusters(vclusters, changeS);
            change = rules.nextChangeAfter(changeS);
        }
    }

    private void owned(String kind, String subject, List<OwnerShare> shares, long atS) {
        String prefix = kind + "|" + subject + "|";
        Set<String> keys =
                shares.stream().map(share -> prefix + share.costCenter()).collect(Collectors.toSet());
        List<String> former = spans.open().keySet().stream()
                .filter(key -> key.startsWith(prefix) && !keys.contains(key))
                .toList();
        former.forEach(key -> spans.gone(key, atS));
        for (OwnerShare share : shares) {
            spans.seen(
                    prefix + share.costCenter(),
                    new OwnerSpan(
                            0,
                            cluster,
                            kind,
                            subject,
                            share.costCenter(),
                            share.team(),
                            share.shareMillionths(),
                            share.source(),
                            0,
                            null,
                            0),
                    atS);
        }
    }
}
