"""A server on the internet: says by which address it sees whoever calls, then echoes.

usage: internet.py ADDRESS:PORT ...    TCP and UDP; says "serving" once it is
"""
import socketserver
import sys
import threading


class Stream(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write((self.client_address[0] + "\n").encode())
        for line in self.rfile:
            self.wfile.write(line)


class Datagram(socketserver.DatagramRequestHandler):
    def handle(self):
        self.wfile.write((self.client_address[0] + "\n").encode())


class StreamServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


for address in sys.argv[1:]:
    host, _, port = address.partition(":")
    for kind, handler in ((StreamServer, Stream), (socketserver.UDPServer, Datagram)):
        server = kind((host, int(port)), handler)
        threading.Thread(target=server.serve_forever).start()
print("serving", flush=True)
