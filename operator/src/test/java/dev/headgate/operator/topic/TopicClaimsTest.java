// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.status.ConditionReason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopicClaimsTest {

    private static final PipelineIdentity FIRST = new PipelineIdentity("shop", "orders", "uid-1");
    private static final PipelineIdentity SECOND = new PipelineIdentity("shop", "copy", "uid-2");

    private final MemoryClaims store = new MemoryClaims();
    private final Set<PipelineIdentity> gone = new HashSet<>();
    private final TopicClaims claims = new TopicClaims(store, gone::contains);

    @Test
    void firstComeFirstServed() {
        claim(FIRST, Map.of());

        assertThat(ownership(claim(SECOND, Map.of())))
                .containsEntry("orders", new TopicOwnership.Theirs("the pipeline shop/orders"))
                .containsEntry("dlq.orders", new TopicOwnership.Theirs("the pipeline shop/orders"));
    }

    @Test
    void theClaimOfAPipelineThatIsGoneIsVoid() {
        claim(FIRST, Map.of("orders", "id-1"));
        gone.add(FIRST);

        assertThat(ownership(claim(SECOND, Map.of("orders", "id-1"))))
                .containsEntry("orders", new TopicOwnership.Ours("id-1"));
    }

    @Test
    void aClaimThatIsThereCostsNoWrite() {
        claim(FIRST, Map.of("orders", "id-1"));
        int writes = store.writes();

        claim(FIRST, Map.of("orders", "id-1"));

        assertThat(store.writes()).isEqualTo(writes);
    }

    @Test
    void remembersTheTopicThatWasSeenFirst() {
        claim(FIRST, Map.of());
        claim(FIRST, Map.of("orders", "id-1"));

        assertThat(ownership(claim(FIRST, Map.of("orders", "id-2"))))
                .containsEntry("orders", new TopicOwnership.Ours("id-1"));
    }

    @Test
    void anotherTopicTakesItsPlaceWhenItIsAccepted() {
        claim(FIRST, Map.of("orders", "id-1"));

        assertThat(ownership(claim(FIRST, Map.of("orders", "id-2"), Set.of("id-2"))))
                .containsEntry("orders", new TopicOwnership.Ours("id-2"));
    }

    @Test
    void triesAgainWhenSomebodyElseWroteInBetween() {
        store.overtakeNext(4);

        assertThat(claim(FIRST, Map.of())).isInstanceOf(TopicClaims.Outcome.Known.class);
    }

    @Test
    void givesUpWhenSomebodyElseAlwaysWritesInBetween() {
        store.overtakeNext(5);

        assertThat(claim(FIRST, Map.of()))
                .isInstanceOfSatisfying(
                        TopicClaims.Outcome.NotStored.class,
                        refused ->
                                assertThat(refused.judgement().reason())
                                        .isEqualTo(ConditionReason.TopicLedgerUnavailable));
        assertThat(store.writes()).isZero();
    }

    @Test
    void aFullLedgerLetsGoOfPipelinesThatAreGone() {
        PipelineIdentity many = new PipelineIdentity("shop", "many", "uid-3");
        var entries = new HashMap<String, TopicClaim>();
        IntStream.range(0, TopicLedger.CLAIMS_MAX)
                .forEach(n -> entries.put("topic-" + n, new TopicClaim(many, null)));
        var full = new TopicLedger(entries);

        assertThat(full.claim(FIRST, List.of("orders"), Map.of(), Set.of(), _ -> false).ledger())
                .isNull();
        assertThat(full.claim(FIRST, List.of("orders"), Map.of(), Set.of(), many::equals).ledger())
                .isEqualTo(new TopicLedger(Map.of("orders", new TopicClaim(FIRST, null))));
    }

    @Test
    void releasesAllOfOnePipelineAndNothingElse() {
        claim(FIRST, Map.of());

        assertThat(claims.release("cluster", SECOND)).isTrue();
        assertThat(store.ledger("cluster").claims()).hasSize(2);
        assertThat(claims.release("cluster", FIRST)).isTrue();
        assertThat(store.ledger("cluster").claims()).isEmpty();
    }

    private TopicClaims.Outcome claim(PipelineIdentity owner, Map<String, String> seen) {
        return claim(owner, seen, Set.of());
    }

    private TopicClaims.Outcome claim(
            PipelineIdentity owner, Map<String, String> seen, Set<String> accepted) {
        var request =
                new TopicRequest(
                        owner, WantedTopics.of("[{name: orders}]"), Map.of(), accepted, Map.of());
        var topics = new HashMap<String, FoundTopic>();
        seen.forEach((name, id) -> topics.put(name, new FoundTopic(name, id, 12, 1, 0, Map.of())));
        return claims.claim(request, new ClusterSnapshot("cluster", 1, 1, topics, Set.of()));
    }

    private static Map<String, TopicOwnership> ownership(TopicClaims.Outcome outcome) {
        assertThat(outcome).isInstanceOf(TopicClaims.Outcome.Known.class);
        return ((TopicClaims.Outcome.Known) outcome).ownership();
    }
}
