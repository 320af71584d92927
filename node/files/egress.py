"""Proves that this node reaches the internet: TCP connections to several targets at once."""
import errno
import os
import selectors
import socket
import time

SECONDS = 1.5


def prove(targets, interface, seconds=SECONDS):
    """Answers (proof, None) by the first target that answers, else (None, what failed)."""
    began = time.monotonic()
    failures = {target: "no answer" for target in targets}
    with selectors.DefaultSelector() as pending:
        sockets = []
        try:
            for target in targets:
                sockets.append(_connect(target, interface, pending, failures))
            while pending.get_map() and time.monotonic() < began + seconds:
                for key, _ in pending.select(began + seconds - time.monotonic()):
                    code = key.fileobj.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                    if code == 0:
                        millis = (time.monotonic() - began) * 1000
                        return "%s:%d answered in %d ms" % (key.data + (millis,)), None
                    failures[key.data] = os.strerror(code)
                    pending.unregister(key.fileobj)
        finally:
            for opened in sockets:
                opened.close()
    return None, ", ".join("%s:%d %s" % (target + (why,)) for target, why in failures.items())


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
