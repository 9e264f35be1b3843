"""What all checks share: the project as its own file says it, and what each export left out of it."""

import json
import zipfile
from collections import Counter
from pathlib import Path


class Case:
    """One export beside the project that it was made from."""

    def __init__(self, folder, format_id, extension):
        self.project = json.loads((folder / "standpoint.json").read_text(encoding="utf-8"))
        self.articles = {article["id"]: article for article in self.project["articles"]}
        self.path = folder / f"{format_id}.{extension}"
        self.report = json.loads((folder / f"{format_id}.report.json").read_text(encoding="utf-8"))

    def annotations(self, kind):
        return [a for a in self.project["annotations"] if a["type"] == kind]

    def spans(self, with_coder=True):
        """Coder, label and text of every labelled stretch that the report does not name as left out."""
        kept = []
        lost = Counter()
        for loss in self.report["losses"]:
            if loss["kind"] == "spans":
                assert len(loss["places"]) == loss["n"], "the report has every place of so few"
                for place in loss["places"]:
                    lost[place["article"], place["start"], place["end"], place["coder"]] += 1
        for a in self.annotations("span"):
            place = a["article"], a["start"], a["end"], a["coder"]
            if lost[place]:
                lost[place] -= 1
                continue
            kept.append((a["coder"] if with_coder else "", a["label"].removeprefix("l:"), a["quote"]))
        assert not +lost, f"the report names {+lost}"
        return Counter(kept)

    def sentences(self):
        """The text of every sentence."""
        return [
            article["text"][s["start"] : s["end"]] for article in self.project["articles"] for s in article["sentences"]
        ]

    def text(self):
        return self.path.read_text(encoding="utf-8")

    def lines(self):
        return [json.loads(line) for line in self.text().split("\n") if line]

    def unpacked(self):
        """Path in the zip and content of every file in it."""
        with zipfile.ZipFile(self.path) as archive:
            assert archive.testzip() is None, "checksums"
            return {name: archive.read(name) for name in archive.namelist()}

    def unpacked_to(self, folder):
        with zipfile.ZipFile(self.path) as archive:
            archive.extractall(folder)
        return Path(folder)


def utf16(text, start, end):
    """The stretch that a program sees that counts UTF-16 units, such as one in JavaScript."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def same(found, expected, what):
    """Two counts, or what differs."""
    assert expected, f"no {what} to compare"
    if found != expected:
        raise AssertionError(f"{what}: missing {expected - found}, too many {found - expected}")
    return f"{sum(found.values())} {what}"
