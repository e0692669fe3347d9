// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.handler;

/**
 * What happens to each event on its way into the landing table. Found by {@link
 * java.util.ServiceLoader} and chosen by its name with {@code consumer.handler.name}; without one,
 * events land as they are.
 *
 * <p>A handler decides, it does not act: whatever it answers is carried out in the one transaction
 * that settles the record. It is therefore
 *
 * <ul>
 *   <li><b>called once or more often</b> for a record, after a failure, a restart or a replay, and
 *       also for records that never land. It must not change anything outside itself: no write, no
 *       message, no call that is not a question.
 *   <li><b>called by several threads at once.</b> One instance serves all partitions.
 *   <li><b>bounded in time</b> by {@code consumer.handler.time-limit}. A call that takes longer is
 *       interrupted and its answer ignored; it counts as {@link HandlerResult.Later} for the reason
 *       {@code HandlerTimeout}. Calls that do not end even then stop the line when they are eight.
 * </ul>
 *
 * <p>An exception counts as {@link HandlerResult.Later} for the reason {@code HandlerFailed}, and
 * so does an answer of {@code null}: the record is parked, tried again and a dead letter in the
 * end, since nobody can know whether the record or something that the handler needs is to blame. An
 * {@link Error}, such as a class that is missing, stops the line instead; only {@link
 * StackOverflowError} counts as an exception.
 */
public interface EventHandler {

    /** The name by which settings choose it. */
    String name();

    /** Says what is to become of the event. */
    HandlerResult handle(ReceivedEvent event) throws Exception;
}
