"""Long-lived flows of a private host, and the servers on the internet that they talk to.

usage: lasting_flows.py serve ADDRESS     says "serving" once it is
       lasting_flows.py open ADDRESS      obeys lines: KIND SOURCE PORT opens a flow, and instead
                                          of one of that port, which it resets; check answers with
                                          the kinds that still live, then - and the dead

echo: every byte comes back. idle: the same, silent until it is checked. push: the far end alone
speaks, ten times a second; udp: the same by datagrams.
"""
import select
import socket
import struct
import sys
import threading
import time

PORTS = {"echo": 7000, "idle": 7000, "push": 7001, "udp": 7002}


def echo(connection):
    while True:
        data = connection.recv(4096)
        if not data:
            return
        connection.sendall(data)


def push(connection):
    while True:
        connection.send(b"tick")
        time.sleep(0.1)


def accept(address, port, talk):
    with socket.create_server((address, port)) as server:
        while True:
            threading.Thread(target=talk, args=server.accept()[:1], daemon=True).start()


def accept_datagrams(address):
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((address, PORTS["udp"]))
    clients = set()
    while True:
        if select.select((server,), (), (), 0.1)[0]:
            clients.add(server.recvfrom(100)[1])
        for client in clients:
            server.sendto(b"tick", client)


def serve(address):
    for port, talk in ((PORTS["echo"], echo), (PORTS["push"], push)):
        threading.Thread(target=accept, args=(address, port, talk), daemon=True).start()
    threading.Thread(target=accept_datagrams, args=(address,), daemon=True).start()
    time.sleep(0.2)
    print("serving", flush=True)
    threading.Event().wait()


def opened(address, kind, source, port):
    """A flow that has been proved to pass both ways."""
    sort = socket.SOCK_DGRAM if kind == "udp" else socket.SOCK_STREAM
    flow = socket.socket(socket.AF_INET, sort)
    flow.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    flow.settimeout(3)
    flow.bind((source, int(port)))
    flow.connect((address, PORTS[kind]))
    if kind != "push":
        flow.send(b"hello")
    flow.recv(100)
    return flow


def reset(flow):
    flow.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    flow.close()


def lives(kind, flow, until):
    try:
        flow.setblocking(False)
        try:
            while flow.recv(65536):  # what came before the check proves nothing
                pass
        except BlockingIOError:
            pass
        flow.settimeout(max(0.1, until - time.monotonic()))
        if kind in ("echo", "idle"):
            flow.send(b"hello")
        return bool(flow.recv(100))
    except OSError:
        return False


def hold(address):
    flows = []
    for line in sys.stdin:
        words = line.split()
        if words[0] != "check":
            place = words[1], int(words[2])
            for before in [each for each in flows if each[1].getsockname() == place]:
                flows.remove(before)
                reset(before[1])
            flows.append((words[0], opened(address, *words)))
            print("open", flush=True)
            continue
        until = time.monotonic() + 8
        verdicts = [(kind, lives(kind, flow, until)) for kind, flow in flows]
        living = [kind for kind, alive in verdicts if alive]
        print(*living, "-", *(kind for kind, alive in verdicts if not alive), flush=True)


if __name__ == "__main__":
    {"serve": serve, "open": hold}[sys.argv[1]](sys.argv[2])
