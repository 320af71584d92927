"""Says once, within a deadline, that this node's boot failed, and at which step."""
import sys
import time

import events
import metadata
import settings as environment

SECONDS = 15


def main(what):
    settings = environment.read()
    node = metadata.Metadata(settings.metadata)
    report = events.Report(events.IMPAIRED, ("boot-failed: " + what,))
    deadline = time.monotonic() + SECONDS
    for wait in events.backoff():
        try:
            events.Bus(node, settings.events).put(report, node.tags().get("fleet"))
            return
        except OSError as error:
            if time.monotonic() + wait > deadline:
                raise
            print("nat-failover: trying again: %s" % error, file=sys.stderr)
        time.sleep(wait)


if __name__ == "__main__":
    try:
        main(" ".join(sys.argv[1:]))
    except (OSError, ValueError) as error:
        sys.exit("nat-failover: could not report: %s" % error)
