"""Proves that this node reaches the internet: TCP connections to several targets at once."""
import errno
import os
import selectors
import socket
import time

SECONDS = 1.0


def prove(targets, interface, last=None, seconds=SECONDS):
    """Answers (proof, None) by the first target that answers, else (None, what failed).

    The target `last`, if any, counts only when no other has answered in time.
    """
    began = time.monotonic()
    every = tuple(targets) + ((last,) if last else ())
    failures = {target: "no answer" for target in every}
    reserve = None
    with selectors.DefaultSelector() as pending:
        sockets = []
        try:
            for target in every:
                sockets.append(_connect(target, interface, pending, failures))
            while pending.get_map() and time.monotonic() < began + seconds:
                for key, _ in pending.select(began + seconds - time.monotonic()):
                    code = key.fileobj.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                    millis = (time.monotonic() - began) * 1000
                    pending.unregister(key.fileobj)
                    if code:
                        failures[key.data] = os.strerror(code)
                    elif key.data == last:
                        reserve = "%s:%d, the event bus, answered in %d ms" % (last + (millis,))
                        del failures[last]
                    else:
                        return "%s:%d answered in %d ms" % (key.data + (millis,)), None
        finally:
            for opened in sockets:
                opened.close()
    failed = ", ".join("%s:%d %s" % (target + (why,)) for target, why in failures.items())
    return (reserve + ", but: " + failed, None) if reserve else (None, failed)


def _connect(target, interface, pending, failures):
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    opened.setblocking(False)
    # By the interface that carries the private hosts' traffic, not by a side door.
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.encode() + b"\0")
    code = opened.connect_ex(target)
    if code in (0, errno.EINPROGRESS):
        pending.register(opened, selectors.EVENT_WRITE, target)
    else:
        failures[target] = os.strerror(code)
    return opened
