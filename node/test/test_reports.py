"""Metadata and event bus over real sockets: tokens, credentials, refusals."""
import json
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path
from unittest import mock

import events
import fake_aws
import metadata


class ReportsTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        (self.directory / "tags").mkdir()
        self.endpoint = self.serve(fake_aws.MetadataHandler)
        self.metadata = metadata.Metadata(self.endpoint)
        self.addCleanup(self.metadata._connection.close)
        self.bus = events.Bus(self.serve(fake_aws.EventsHandler))
        identity = self.metadata.identity()
        self.sender = events.Sender("prod", identity, self.metadata.credentials())

    def serve(self, handler, context=None):
        class Mine(handler):
            directory = self.directory

        server = fake_aws.Server(("127.0.0.1", 0), Mine)
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
            server.handle_error = lambda *_: None  # a client that hangs up is expected
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return "http://127.0.0.1:%d" % server.server_port

    def requests(self):
        lines = (self.directory / "requests").read_text().splitlines()
        return [json.loads(line) for line in lines]

    def test_reads_identity_and_only_our_tags(self):
        for key, value in (("Name", "nat"), ("nat-failover:fleet", "prod")):
            (self.directory / "tags" / key).write_text(value)
        self.assertEqual(self.metadata.tags(), {"fleet": "prod"})
        self.assertEqual(self.metadata.identity().zone, "ap-northeast-1a")

    def test_reads_the_addresses_of_the_interface_and_of_the_vpc(self):
        (self.directory / "facts").mkdir()
        folder = "network:interfaces:macs:0a:00:00:00:00:01:"
        for name, text in (
            ("local-ipv4s", "10.40.1.100\n10.40.1.200"),
            ("vpc-ipv4-cidr-blocks", "10.40.0.0/16\n10.50.0.0/16"),
        ):
            (self.directory / "facts" / (folder + name)).write_text(text)
        self.assertEqual(
            self.metadata.facts(),
            ("10.40.1.100", ("10.40.1.200",), ("10.40.0.0/16", "10.50.0.0/16")),
        )

    def test_keeps_one_connection_and_makes_another_when_it_was_closed(self):
        self.metadata.identity()
        kept = self.metadata._connection.sock
        self.metadata.facts()
        self.assertIs(self.metadata._connection.sock, kept)
        kept.shutdown(socket.SHUT_RDWR)
        self.assertEqual(self.metadata.facts().primary, "10.40.1.100")
        self.assertIsNot(self.metadata._connection.sock, kept)

    def test_fetches_a_new_token_when_the_old_one_is_refused(self):
        self.metadata._token = "stale"
        self.assertEqual(self.metadata.identity().region, "ap-northeast-1")

    def test_the_event_is_as_the_contract_says(self):
        self.bus.put(lambda: events.Report(events.READY, ("egress: x",), ("a", "b")), self.sender)
        (request,) = self.requests()
        (entry,) = json.loads(request["body"])["Entries"]
        self.assertEqual(entry["Source"], "nat-failover.node")
        self.assertEqual(entry["DetailType"], "NAT Node Ready")
        self.assertEqual(
            json.loads(entry["Detail"]),
            {
                "fleet": "prod",
                "zone": "ap-northeast-1a",
                "instanceId": "i-0123456789abcdef0",
                "peerId": None,
                "carries": ["a", "b"],
                "evidence": ["egress: x"],
            },
        )

    def test_a_refusal_is_an_error(self):
        (self.directory / "refuse").write_text("403")
        with self.assertRaisesRegex(OSError, "PutEvents answered 403"):
            self.bus.put(lambda: events.Report(events.READY, ()), self.sender)

    def test_what_is_no_longer_so_when_the_bus_is_reached_is_not_said(self):
        with self.assertRaisesRegex(OSError, "no longer so"):
            self.bus.put(lambda: None, self.sender)
        self.assertFalse((self.directory / "requests").exists())

    def test_what_was_to_be_said_while_no_packet_came_through_is_thought_over_first(self):
        with mock.patch.object(events, "time") as clock:
            clock.monotonic.side_effect = [100.0, 101.0]  # as if the first packet had been lost
            with self.assertRaisesRegex(OSError, "not reached at once"):
                self.bus.put(lambda: events.Report(events.IMPAIRED, ("x",)), self.sender)
        self.assertFalse((self.directory / "requests").exists())

    def test_a_report_about_a_peer_names_it(self):
        report = events.Report(events.UNREACHABLE, ("silent: x",), peer="i-1")
        self.bus.put(lambda: report, self.sender)
        (request,) = self.requests()
        (entry,) = json.loads(request["body"])["Entries"]
        self.assertEqual(entry["DetailType"], "NAT Peer Unreachable")
        self.assertEqual(json.loads(entry["Detail"])["peerId"], "i-1")

    def test_a_partial_failure_is_an_error(self):
        answer = b'{"FailedEntryCount": 1, "Entries": [{"ErrorCode": "InternalFailure"}]}'
        with mock.patch("http.client.HTTPResponse.read", return_value=answer):
            with self.assertRaisesRegex(OSError, "InternalFailure"):
                self.bus.put(lambda: events.Report(events.READY, ()), self.sender)

    @unittest.skipUnless(shutil.which("openssl"), "needs openssl, to make a certificate")
    def test_only_a_certificate_that_can_be_checked_is_trusted(self):
        certificate = str(self.directory / "certificate.pem")
        make = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost"
        make += " -addext subjectAltName=DNS:localhost -keyout %s.key -out %s"
        make %= (certificate, certificate)
        subprocess.run(make.split(), check=True, stderr=subprocess.DEVNULL)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, certificate + ".key")
        port = self.serve(fake_aws.EventsHandler, context).rpartition(":")[2]
        bus = events.Bus("https://localhost:" + port)
        with self.assertRaisesRegex(OSError, "CERTIFICATE_VERIFY_FAILED"):
            bus.put(lambda: events.Report(events.READY, ()), self.sender)
        with mock.patch.dict(os.environ, SSL_CERT_FILE=certificate):
            bus = events.Bus("https://localhost:" + port)
        bus.put(lambda: events.Report(events.READY, ()), self.sender)
        self.assertEqual(len(self.requests()), 1)

    def test_without_tags_in_metadata_there_are_none(self):
        with mock.patch.object(self.metadata, "_find", return_value=None):
            self.assertEqual(self.metadata.tags(), {})

    def test_what_cannot_be_reached_is_an_error_that_can_be_retried(self):
        with self.assertRaises(OSError):
            events.Bus("http://127.0.0.1:9").put(lambda: None, self.sender)
        with self.assertRaises(OSError):
            metadata.Metadata("http://127.0.0.1:9").identity()

    def test_what_is_not_there_is_an_error_that_names_it(self):
        with self.assertRaisesRegex(OSError, "has no nothing/here"):
            self.metadata._read("nothing/here")

    def test_without_credentials_in_the_answer_the_error_says_which(self):
        (self.directory / "facts").mkdir()
        (self.directory / "facts/iam:security-credentials:node-role").write_text("{}")
        with self.assertRaisesRegex(OSError, "has no 'AccessKeyId'"):
            self.metadata.credentials()


if __name__ == "__main__":
    unittest.main()
