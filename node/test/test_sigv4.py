"""Against AWS's published test suite of version 4: what is posted to the root."""
import unittest

import sigv4
from metadata import Credentials

SUITE = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "")
SECONDS = 1440938160  # 20150830T123600Z


def sign(credentials=SUITE, headers=None, body=b""):
    head = dict({"Host": "example.amazonaws.com"}, **(headers or {}))
    return sigv4.sign(head, body, credentials, "us-east-1/service", SECONDS)


def signature(**request):
    return sign(**request)["Authorization"].rpartition("=")[2]


class Sigv4Test(unittest.TestCase):
    def test_post_vanilla(self):
        self.assertEqual(
            signature(), "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
        )

    def test_post_header_key_sort(self):
        self.assertEqual(
            signature(headers={"My-Header1": "value1"}),
            "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
        )

    def test_post_header_value_case(self):
        self.assertEqual(
            signature(headers={"My-Header1": "VALUE1"}),
            "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
        )

    def test_post_x_www_form_urlencoded(self):
        self.assertEqual(
            signature(
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                body=b"Param1=value1",
            ),
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
        )

    def test_post_x_www_form_urlencoded_parameters(self):
        self.assertEqual(
            signature(
                headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf8"},
                body=b"Param1=value1",
            ),
            "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe",
        )

    def test_post_sts_header_before(self):
        token = (
            "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMic"
            "RXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKs"
            "burEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0"
            "iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=="
        )
        signed = sign(SUITE._replace(token=token))
        self.assertEqual(signed["X-Amz-Security-Token"], token)
        self.assertEqual(
            signed["Authorization"].rpartition("=")[2],
            "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
        )


if __name__ == "__main__":
    unittest.main()
