"""doccano: files by its own upload, from the lines of the file to the labels that it would store.

Its package is a whole server. What reads files needs no database, but stands in modules that name the tables of one;
those names are left empty. Its checks of labels are written for the first version of pydantic, which the second one has
inside.
"""

import sys
from collections import Counter
from importlib.util import find_spec
from unittest import mock

import pydantic.v1
from common import same, utf16

sys.path.insert(0, find_spec("backend").submodule_search_locations[0])
for app in ("examples", "label_types", "labels", "projects"):
    sys.modules[f"{app}.models"] = mock.MagicMock()
from data_import.pipeline.parsers import JSONLParser  # noqa: E402
from data_import.pipeline.readers import FileName, Reader  # noqa: E402

with mock.patch.dict(sys.modules, pydantic=pydantic.v1):
    from data_import.pipeline.label import CategoryLabel, SpanLabel


def labelling(case):
    spans = Counter()
    for row in rows(case):
        spans.update(stretches(row, row["label"]))
    return [same(spans, case.spans(), "spans")]


def sentences(case):
    spans, tones = Counter(), Counter()
    for row in rows(case):
        spans.update(stretches(row, row["entities"]))
        categories = [CategoryLabel.parse(row["example_uuid"], cat).label for cat in row["cats"]]
        tones.update(
            (row["coder"], cat.split("=")[1], row["text"]) for cat in categories if cat.startswith("sentiment=")
        )
    said = Counter((a["coder"], a["value"], a["quote"]) for a in case.annotations("sentiment"))
    return [same(spans, case.spans(), "spans"), same(tones, said, "sentiments")]


def rows(case):
    """The records as doccano has them, in the encoding that it takes the file to be in."""
    parser, path = JSONLParser(), str(case.path)
    read = list(Reader([FileName(path, path, path)], parser))
    assert not parser.errors, parser.errors
    return read


def stretches(row, labels):
    """Coder, label and text; the page of doccano counts UTF-16 units."""
    spans = [SpanLabel.parse(row["example_uuid"], label) for label in labels]
    return [(row["coder"], span.label, utf16(row["text"], span.start_offset, span.end_offset)) for span in spans]
