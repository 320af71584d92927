package natfailover.lab.region;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A Describe action over one store: ids, filters, pages.
 *
 * @param idParameter the list of ids a caller may name; an unknown id is an error
 * @param least the smallest MaxResults allowed; 0 for an action that does not page
 * @param idsExcludePages whether ids and MaxResults together are refused
 */
record Listing(
    String setName,
    String idParameter,
    int least,
    int most,
    boolean idsExcludePages,
    Filters.Paths paths) {

  <T extends Resource> Tree answer(Parameters parameters, Store<T> store) {
    return answer(parameters, store, _ -> true, Function.identity());
  }

  /**
   * @param shown what is left out unless asked for by other means than filters
   * @param shape makes the items that are written from the trees found, page by page
   */
  <T extends Resource> Tree answer(
      Parameters parameters,
      Store<T> store,
      Predicate<Store.View<T>> shown,
      Function<List<Tree>, List<Tree>> shape) {
    checkCombination(parameters);
    Filters filters = Filters.of(parameters, paths);
    List<Tree> found = new ArrayList<>();
    for (Store.View<T> view : named(parameters, store)) {
      Tree tree = view.tree().withList("tagSet", Tags.trees(view.resource().tags().seen()));
      if (shown.test(view) && filters.test(tree)) {
        found.add(tree);
      }
    }
    Page<Tree> page = page(parameters, store.limit(), found);
    return new Tree().list(setName, shape.apply(page.items())).put("nextToken", page.nextToken());
  }

  /** What is asked is judged before what there is. */
  private void checkCombination(Parameters parameters) {
    boolean ids = !parameters.list(idParameter).isEmpty();
    if (ids && idsExcludePages && parameters.has("MaxResults")) {
      throw ApiError.combination(
          "The parameter " + idParameter + " cannot be used with the parameter MaxResults");
    }
  }

  private <T extends Resource> List<Store.View<T>> named(Parameters parameters, Store<T> store) {
    List<String> ids = parameters.list(idParameter);
    if (ids.isEmpty()) {
      return store.seen();
    }
    return ids.stream().distinct().map(id -> named(id, store)).toList();
  }

  private static <T extends Resource> Store.View<T> named(String id, Store<T> store) {
    store.kind().check(id);
    return store.seen(id).orElseThrow(() -> store.kind().notFound(id));
  }

  private Page<Tree> page(Parameters parameters, int limit, List<Tree> found) {
    boolean ids = !parameters.list(idParameter).isEmpty();
    if (least == 0) {
      return new Page<>(found, null);
    }
    int size = Page.size(parameters, new Page.Bounds("MaxResults", least, most, most));
    int allowed = ids ? Integer.MAX_VALUE / 2 : Math.min(size, limit);
    return Page.of(found, parameters.text("NextToken"), allowed);
  }
}
