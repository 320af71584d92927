"""A server on the internet: tells everyone who connects from which address it sees him.

usage: internet.py ADDRESS:PORT…     says "serving" once it is
"""
import socketserver
import sys
import threading


class WhoAreYou(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(self.client_address[0].encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


for place in sys.argv[1:]:
    host, _, port = place.partition(":")
    threading.Thread(target=Server((host, int(port)), WhoAreYou).serve_forever).start()
print("serving", flush=True)
