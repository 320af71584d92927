package natfailover.lab.region;

/** Where a route points. */
sealed interface RouteTarget {
  /** Whether packets have somewhere to go; otherwise the route is a black hole. */
  boolean available();

  Tree writeTo(Tree route);

  /** The VPC itself. */
  record Local() implements RouteTarget {
    @Override
    public boolean available() {
      return true;
    }

    @Override
    public Tree writeTo(Tree route) {
      return route.put("gatewayId", "local");
    }
  }

  /** An internet gateway. */
  record Gateway(InternetGateway gateway) implements RouteTarget {
    @Override
    public boolean available() {
      return gateway.vpc().isPresent();
    }

    @Override
    public Tree writeTo(Tree route) {
      return route.put("gatewayId", gateway.id());
    }
  }

  /** A NAT gateway. */
  record Nat(NatGateway gateway) implements RouteTarget {
    @Override
    public boolean available() {
      return !gateway.gone();
    }

    @Override
    public Tree writeTo(Tree route) {
      return route.put("natGatewayId", gateway.id());
    }
  }

  /** A network interface, also when the caller named its instance. */
  record Interface(NetworkInterface networkInterface) implements RouteTarget {
    @Override
    public boolean available() {
      return networkInterface.instance().filter(Instance::holdsRoutes).isPresent();
    }

    @Override
    public Tree writeTo(Tree route) {
      networkInterface
          .instance()
          .ifPresent(
              instance ->
                  route
                      .put("instanceId", instance.id())
                      .put("instanceOwnerId", instance.world().settings().account()));
      return route.put("networkInterfaceId", networkInterface.id());
    }
  }
}
