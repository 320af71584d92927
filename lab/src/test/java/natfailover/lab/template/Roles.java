package natfailover.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import natfailover.lab.region.Access;
import natfailover.lab.region.Access.Subject;

/**
 * The roles of stacks and what their policies let them do; judges calls, and remembers which grants
 * were needed and what was refused. Whoever has none of these roles may do everything.
 */
public final class Roles implements Predicate<Access> {
  private final Map<String, Map<String, List<Statement>>> policies = new ConcurrentHashMap<>();
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final Set<String> used = new ConcurrentSkipListSet<>();
  private final Set<String> refused = new ConcurrentSkipListSet<>();

  /** A role is there; grants are told apart by its logical id. */
  public void add(String role, String logicalId) {
    policies.put(role, new ConcurrentHashMap<>());
    names.put(role, logicalId);
  }

  /** A policy is attached to a role, or replaced. */
  public void attach(String role, String policy, JsonNode document) {
    List<Statement> statements = new CopyOnWriteArrayList<>();
    document.required("Statement").forEach(each -> statements.add(Statement.of(each)));
    policies.computeIfAbsent(role, _ -> new ConcurrentHashMap<>()).put(policy, statements);
  }

  /** A policy is taken from a role. */
  public void detach(String role, String policy) {
    policies.getOrDefault(role, new ConcurrentHashMap<>()).remove(policy);
  }

  /** The role is no more, and may do nothing. */
  public void remove(String role) {
    policies.getOrDefault(role, new ConcurrentHashMap<>()).clear();
  }

  /** The names of the policies that a role has. */
  public Set<String> policies(String role) {
    return new TreeSet<>(policies.getOrDefault(role, Map.of()).keySet());
  }

  /** Who signs with this access key id from now on has the role. */
  public void lend(String caller, String role) {
    policies.put(caller, policies.computeIfAbsent(role, _ -> new ConcurrentHashMap<>()));
    names.put(caller, names.getOrDefault(role, role));
  }

  @Override
  public boolean test(Access access) {
    if (!names.containsKey(access.caller())) {
      return true;
    }
    boolean allowed =
        access.subjects().stream()
            .allMatch(subject -> allowed(access.caller(), access.action(), subject));
    // Whoever still runs while its stack is deleted loses its role before it ends.
    boolean gone = statements(access.caller()).isEmpty();
    if (!allowed && !gone) {
      refused.add(names.get(access.caller()) + " " + access.action() + " " + access.subjects());
    }
    return allowed;
  }

  private boolean allowed(String role, String action, Subject subject) {
    List<Statement> all = statements(role);
    List<Statement> granting =
        all.stream()
            .filter(Statement::allows)
            .filter(each -> each.concerns(action, subject))
            .toList();
    granting.forEach(each -> used.add(grant(role, each, action)));
    return !granting.isEmpty()
        && all.stream().noneMatch(each -> !each.allows() && each.concerns(action, subject));
  }

  private List<Statement> statements(String role) {
    return policies.getOrDefault(role, Map.of()).values().stream().flatMap(List::stream).toList();
  }

  /** Role, statement and action of everything that is granted, with the statement. */
  public Map<String, Statement> granted() {
    Map<String, Statement> granted = new TreeMap<>();
    for (String role : policies.keySet()) {
      for (Statement each : statements(role)) {
        if (each.allows()) {
          each.actions().forEach(action -> granted.put(grant(role, each, action), each));
        }
      }
    }
    return granted;
  }

  private String grant(String role, Statement statement, String action) {
    return names.getOrDefault(role, role) + " " + statement.sid() + " " + action;
  }

  /** The grants that a call needed so far. */
  public Set<String> used() {
    return new TreeSet<>(used);
  }

  /** The calls that were refused so far. */
  public Set<String> refused() {
    return new TreeSet<>(refused);
  }
}
