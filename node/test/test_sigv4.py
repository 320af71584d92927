"""Against AWS's published examples: the test suite of version 4, and the page on IAM ListUsers."""
import unittest

import sigv4
from metadata import Credentials

SUITE = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "")
SECONDS = 1440938160  # 20150830T123600Z


def signature(method, path="/", query="", headers=None, body=b"", service="service"):
    head = {"Host": "example.amazonaws.com"}
    head.update(headers or {})
    request = sigv4.Request(method, path, query, head, body)
    scope = sigv4.Scope("us-east-1", service)
    signed = sigv4.sign(request, SUITE, scope, SECONDS)
    return signed["Authorization"].rpartition("=")[2]


class Sigv4Test(unittest.TestCase):
    def test_get_vanilla(self):
        self.assertEqual(
            signature("GET"), "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        )

    def test_get_vanilla_query_order_key_case(self):
        self.assertEqual(
            signature("GET", query="Param2=value2&Param1=value1"),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        )

    def test_post_vanilla(self):
        self.assertEqual(
            signature("POST"), "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
        )

    def test_post_x_www_form_urlencoded(self):
        self.assertEqual(
            signature(
                "POST",
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                body=b"Param1=value1",
            ),
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
        )

    def test_the_documented_example_of_list_users(self):
        self.assertEqual(
            signature(
                "GET",
                query="Action=ListUsers&Version=2010-05-08",
                headers={
                    "Host": "iam.amazonaws.com",
                    "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
                },
                service="iam",
            ),
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
        )

    def test_a_session_token_is_sent_and_signed(self):
        request = sigv4.Request("GET", "/", "", {"Host": "h"}, b"")
        scope = sigv4.Scope("us-east-1", "events")
        signed = sigv4.sign(request, SUITE._replace(token="session"), scope, SECONDS)
        self.assertEqual(signed["X-Amz-Security-Token"], "session")
        names = "SignedHeaders=host;x-amz-date;x-amz-security-token,"
        self.assertIn(names, signed["Authorization"])


if __name__ == "__main__":
    unittest.main()
