"""brat, by a reader of our own after its manual, and W3C annotations, expanded by PyLD.

PyLD would fetch the context that the annotations name; `anno-context.json` stands for it: those of its terms that we
write, each with what the vocabulary says it is.
"""

import json
import re
from collections import Counter
from pathlib import Path

from common import same, utf16
from pyld import jsonld

OA = "http://www.w3.org/ns/oa#"


def brat(case):
    files = {name: content.decode("utf-8") for name, content in case.unpacked().items()}
    types, attributes = configuration(files.pop("annotation.conf"))
    spans, n_events = Counter(), 0
    for name in [name for name in files if name.endswith(".ann")]:
        folder = name.split("/")[0]
        text = files[name.removesuffix(".ann") + ".txt"]
        assert text in [article["text"] for article in case.project["articles"]]
        bounds, targets = {}, set()
        # brat reads lines as Python does, and refuses a stretch whose text is shorter than its offsets say.
        for line in filter(None, files[name].splitlines()):
            # The text of a stretch may have tabs.
            key, rest, *quote = line.split("\t", 2)
            if key[0] == "T":
                kind, places = rest.split(" ", 1)
                pieces = [[int(end) for end in place.split(" ")] for place in places.split(";")]
                assert quote[0].strip() and len(quote[0]) == sum(end - start + 1 for start, end in pieces) - 1, line
                assert " ".join(text[start:end] for start, end in pieces) == quote[0], line
                assert kind in types, line
                bounds[key] = (kind, text[pieces[0][0] : pieces[-1][1]])
            elif key[0] == "E":
                trigger, *roles = rest.split(" ")
                kind, mention = trigger.split(":")
                assert bounds[mention][0] == kind == "Stance"
                assert all(role.split(":")[0] in ("Holder", "Target") for role in roles)
                assert all(role.split(":")[1] in bounds for role in roles)
                targets.add(key)
                n_events += 1
            elif key[0] == "A":
                attribute, of, value = rest.split(" ")
                assert of in targets or of in bounds
                assert value in attributes[attribute], line
            else:
                kind, of = rest.split(" ")
                assert quote
                assert key[0] == "#" and kind == "AnnotatorNotes" and (of in targets or of in bounds), line
        labels = {a["label"].removeprefix("l:") for a in case.annotations("span")}
        coder = f"c:{folder}"
        spans.update((coder, kind, quote) for kind, quote in bounds.values() if kind in labels)
    assert n_events == len(case.annotations("stance"))
    return [same(spans, case.spans(), "spans"), f"{n_events} events"]


def configuration(text):
    parts = re.split(r"^\[(\w+)\]$", text, flags=re.M)
    lines = lambda body: [line for line in body.split("\n") if line.strip() and not re.match(r"\s*#", line)]
    sections = {name: lines(body) for name, body in zip(parts[1::2], parts[2::2])}
    types = set(sections["entities"]) | {line.split("\t")[0] for line in sections["events"]}
    values = {line.split("\t")[0]: line.split("Value:")[1].split("|") for line in sections["attributes"]}
    return types, values


def w3c(case, units):
    context = json.loads(Path(__file__).with_name("anno-context.json").read_text(encoding="utf-8"))

    def load(url, options):
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    rows = jsonld.expand(json.loads(case.text()), {"documentLoader": load})
    value = lambda node, name, space=OA: node[f"{space}{name}"][0].get("@value")
    spans = Counter()
    for row in rows:
        assert row["@type"] == [f"{OA}Annotation"]
        [target] = row[f"{OA}hasTarget"]
        [source] = target[f"{OA}hasSource"]
        article = case.articles["sha256:" + source["@id"].removeprefix("urn:sha256:")]["text"]
        [motivation] = row[f"{OA}motivatedBy"]
        if f"{OA}hasSelector" not in target:
            continue
        by_type = {selector["@type"][0]: selector for selector in target[f"{OA}hasSelector"]}
        place, quote = by_type[f"{OA}TextPositionSelector"], by_type[f"{OA}TextQuoteSelector"]
        start, end = value(place, "start"), value(place, "end")
        text = utf16(article, start, end) if units == "UTF-16" else article[start:end]
        assert text == value(quote, "exact")
        assert value(quote, "prefix") + text + value(quote, "suffix") in article
        if motivation["@id"] == f"{OA}tagging":
            [body] = row[f"{OA}hasBody"]
            [creator] = row["http://purl.org/dc/terms/creator"]
            said = value(body, "value", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
            coder = value(creator, "nick", "http://xmlns.com/foaf/0.1/")
            spans[coder, said.removeprefix("label=l:"), text] += 1
    assert len(rows) == len(case.project["annotations"])
    return [same(spans, case.spans(), "spans"), f"{len(rows)} annotations"]
