"""Instance metadata (version 2 only) and the event bus of one node, for tests.

usage: fake_aws.py DIRECTORY METADATA_PORT EVENTS_PORT [ADDRESS]

DIRECTORY/tags/<key> are the instance's tags; DIRECTORY/facts/<name>, a slash in the name written
as a colon, are further metadata, and win over what every node has here; each event request is
appended to DIRECTORY/requests as one JSON line; while DIRECTORY/refuse exists, it is the status
answered. Says "serving" once it is.
"""
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer

TOKEN = "a-session-token"
CREDENTIALS = {
    "Code": "Success",
    "AccessKeyId": "ASIAEXAMPLE",
    "SecretAccessKey": "secret/of+the+role",
    "Token": "session-of-the-role",
    "Expiration": "2099-01-01T00:00:00Z",
}
FIXED = {
    "instance-id": "i-0123456789abcdef0",
    "placement/availability-zone": "ap-northeast-1a",
    "placement/region": "ap-northeast-1",
    "mac": "0a:00:00:00:00:01",
    "local-ipv4": "10.40.1.100",
    "network/interfaces/macs/0a:00:00:00:00:01/local-ipv4s": "10.40.1.100",
    "network/interfaces/macs/0a:00:00:00:00:01/vpc-ipv4-cidr-blocks": "10.40.0.0/16",
    "iam/security-credentials/": "node-role",
    "iam/security-credentials/node-role": json.dumps(CREDENTIALS),
}


class Quiet(BaseHTTPRequestHandler):
    directory = Path()
    protocol_version = "HTTP/1.1"  # connections are kept

    def log_message(self, *_):
        pass

    def answer(self, status, text=""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())


class MetadataHandler(Quiet):
    def do_PUT(self):
        asked = self.headers.get("X-aws-ec2-metadata-token-ttl-seconds")
        if self.path == "/latest/api/token" and asked:
            self.answer(200, TOKEN)
        else:
            self.answer(400)

    def do_GET(self):
        path = self.path[len("/latest/meta-data/"):]
        tags = self.directory / "tags"
        fact = self.directory / "facts" / path.replace("/", ":")
        if self.headers.get("X-aws-ec2-metadata-token") != TOKEN:
            self.answer(401)
        elif fact.is_file():
            self.answer(200, fact.read_text())
        elif path in FIXED:
            self.answer(200, FIXED[path])
        elif path == "tags/instance/":
            self.answer(200, "\n".join(sorted(tag.name for tag in tags.iterdir())))
        elif path.startswith("tags/instance/") and (tags / path.split("/")[-1]).is_file():
            self.answer(200, (tags / path.split("/")[-1]).read_text())
        else:
            self.answer(404)


class EventsHandler(Quiet):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        refusal = self.directory / "refuse"
        status = int(refusal.read_text()) if refusal.exists() else 200
        request = {"path": self.path, "headers": dict(self.headers), "body": body}
        request["at"] = time.time()
        with open(self.directory / "requests", "a") as requests:
            requests.write(json.dumps(dict(request, status=status)) + "\n")
        self.answer(status, json.dumps({"FailedEntryCount": 0, "Entries": [{"EventId": "1"}]}))


class Server(ThreadingHTTPServer):
    def server_bind(self):
        # Not HTTPServer's, which asks for the name of the address: nobody answers in a namespace.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]


def main(directory, metadata_port, events_port, address="127.0.0.1"):
    Quiet.directory = Path(directory)
    (Quiet.directory / "tags").mkdir(parents=True, exist_ok=True)
    for port, handler in ((metadata_port, MetadataHandler), (events_port, EventsHandler)):
        server = Server((address, int(port)), handler)
        threading.Thread(target=server.serve_forever).start()
    print("serving", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
