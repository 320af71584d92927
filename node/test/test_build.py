import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

NODE = Path(__file__).resolve().parent.parent
TEMPLATE = NODE.parent / "fleet" / "zone.yaml"


def build(*arguments):
    return subprocess.run(
        [sys.executable, str(NODE / "build"), *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False,
    )


class BuildTest(unittest.TestCase):
    def test_the_template_ships_what_the_files_make(self):
        checked = build("--template", "--check", str(TEMPLATE))
        self.assertEqual(checked.returncode, 0, checked.stderr)

    def test_a_template_is_stale_until_it_is_written(self):
        with tempfile.TemporaryDirectory() as folder:
            template = Path(folder) / "zone.yaml"
            for stale in ("none", "H4sIAAAAAAAA", self.fresh()[:-40], self.fresh()[40:]):
                template.write_text("A: 1\n  UserData: %s\nB: 2\n" % stale, encoding="utf-8")
                checked = build("--template", "--check", str(template))
                self.assertEqual(checked.returncode, 1, stale[:20])
                self.assertIn("run: node/build --template %s" % template, checked.stderr)
            self.assertEqual(build("--template", str(template)).returncode, 0)
            self.assertEqual(build("--template", "--check", str(template)).returncode, 0)
            written = template.read_text(encoding="utf-8")
            self.assertEqual(written, "A: 1\n  UserData: %s\nB: 2\n" % self.fresh())

    def test_a_template_has_one_place_for_it(self):
        with tempfile.TemporaryDirectory() as folder:
            template = Path(folder) / "zone.yaml"
            for text in ("A: 1\n", "  UserData: a\n  UserData: b\n"):
                template.write_text(text, encoding="utf-8")
                self.assertEqual(build("--template", str(template)).returncode, 2)
                self.assertEqual(template.read_text(encoding="utf-8"), text)

    def test_a_file_that_is_not_there_is_named(self):
        for words in (("--template", "/nonexistent/zone.yaml"), ("/nonexistent/user-data.gz",)):
            missing = build(*words)
            self.assertEqual(missing.returncode, 2)
            self.assertRegex(missing.stderr, "^node/build: .*%s" % words[-1])

    @staticmethod
    def fresh():
        return build("--base64").stdout.strip()


if __name__ == "__main__":
    unittest.main()
