package natfailover.lab.region;

/** Anything EC2 describes: an id, tags, and its element tree without the tags. */
abstract class Resource {
  private final World world;
  private final String id;
  private final Kind kind;
  private final Tags tags;

  Resource(World world, Kind kind) {
    this(world, kind, world.ids().next(kind.prefix()));
  }

  Resource(World world, Kind kind, String id) {
    this.world = world;
    this.id = id;
    this.kind = kind;
    this.tags = new Tags(world);
  }

  abstract Tree tree();

  /** The tree as a create call returns it: with the tags, whatever the lag. */
  final Tree fullTree() {
    return tree().withList("tagSet", Tags.trees(tags.current()));
  }

  final World world() {
    return world;
  }

  final String id() {
    return id;
  }

  final Kind kind() {
    return kind;
  }

  final Tags tags() {
    return tags;
  }
}
