/**
 * Years of trouble in minutes: the real controller in a simulated region, in virtual time, decided
 * by a seed.
 *
 * <p>The flow: {@code Simulate} (the command) lives one {@link natfailover.lab.simulation.Life} per
 * seed. A life has a {@code World} (the region engine, the {@code Timetable} and chance), in which
 * {@code Site} builds a fleet among {@code Strangers}, {@code Nodes} speak for the nodes' own
 * software, {@code Trouble} breaks things, an {@code Operator} gives orders, and {@code Delivery}
 * carries to the controller what the rules of the template let through, each in an {@code
 * Invocation} whose calls go over the {@code ControllerWire}. A {@code Bench} watches: the {@code
 * WriteJudge} looks at every write, the {@code Auditor} at every report, the {@code Judge} at what
 * is to hold in the end, and each names the {@code Rule} that was broken.
 *
 * <p>Exactly one {@code Strand} runs at any moment: the controller's own threads wait in virtual
 * time, and the timetable wakes them one after the other, on the one thread that lives the life
 * ({@code Turns}). So invocations are interleaved at every call, may be killed at any call, and
 * every life can be lived again from its seed.
 */
@NullMarked
package natfailover.lab.simulation;

import org.jspecify.annotations.NullMarked;
