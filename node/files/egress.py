"""Proves that this node reaches the internet: TCP connections to several targets at once."""
import errno
import os
import select
import socket
import time


def prove(targets, interface, seconds=1.0):
    """Answers (proof, None) by the first target that answers, else (None, what failed)."""
    began, waiting, failures = time.monotonic(), {}, {}
    try:
        for target in targets:
            opened = socket.socket()
            waiting[opened] = target
            failures[target] = "no answer"
            opened.setblocking(False)
            # By the interface that carries the private hosts' traffic, not by a side door.
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.encode())
            opened.connect_ex(target)
        while waiting and time.monotonic() < began + seconds:
            for opened in select.select((), waiting, (), began + seconds - time.monotonic())[1]:
                target = waiting.pop(opened)
                code = opened.connect_ex(target)  # once more: tells how the first one ended
                opened.close()
                if code in (0, errno.EISCONN):
                    millis = (time.monotonic() - began) * 1000
                    return "%s:%d answered in %d ms" % (*target, millis), None
                failures[target] = os.strerror(code)
    finally:
        for opened in waiting:
            opened.close()
    return None, ", ".join("%s:%d %s" % (*target, why) for target, why in failures.items())
