"""Tables, networks and lines of JSON: read by pandas and networkx."""

import io
import json
from collections import Counter

import networkx
import pandas
from common import same, utf16


def unguarded(text):
    return text[1:] if text.startswith("'") else text


def read_csv(case):
    return pandas.read_csv(case.path, dtype=str, keep_default_na=False)


def csv(case):
    table = read_csv(case)
    for _, row in table.iterrows():
        text = case.articles[row["article"]]["text"][int(row["start"]) : int(row["end"])]
        assert unguarded(row["text"]) == text, row
    stances = table[table["n_stance"] != "0"]
    assert len(stances) == len(case.annotations("stance"))
    return [f"{len(table)} rows", f"{len(stances)} stances"]


def csv_long(case):
    table = read_csv(case)
    for _, row in table.iterrows():
        text = case.articles[row["article"]]["text"][int(row["start"]) : int(row["end"])]
        assert unguarded(row["text"]) == text, row
    labels = table[table["variable"] == "label"]
    spans = Counter(
        (row["coder"], row["value"].removeprefix("l:"), unguarded(row["text"])) for _, row in labels.iterrows()
    )
    tones = table[table["variable"] == "sentiment"].pivot(index="unit_id", columns="coder", values="value")
    assert tones.notna().sum().sum() == len(case.annotations("sentiment"))
    assert (tones.notna().sum(axis=1) > 1).any(), "two coders meet in one unit"
    return [same(spans, case.spans(), "spans"), f"{len(tones)} units with a tone"]


def recal(case):
    files = case.unpacked()
    legend = pandas.read_csv(io.BytesIO(files.pop("legend.csv")), dtype=str, keep_default_na=False)
    units = pandas.read_csv(io.BytesIO(files.pop("units.csv")), dtype=str, keep_default_na=False)
    for name, content in files.items():
        assert len(content) < 100_000
        matrix = pandas.read_csv(io.BytesIO(content), header=None)
        rows = legend[legend["file"] == name]
        assert matrix.dtypes.map(lambda kind: kind.kind == "i").all(), "digits alone"
        assert len(matrix.columns) == len(rows[rows["what"] == "column"])
        codes = set(rows[rows["what"] == "code"]["number"].map(int))
        assert set(matrix.to_numpy().flatten()) <= codes, name
        assert len(units[units["file"] == name]) == len(matrix)
    tones = [name for name in files if name.startswith("sentiment.")]
    assert tones
    return [f"{len(files)} matrices"]


def jsonl(case):
    table = pandas.read_json(case.path, lines=True, dtype=False)
    spans, sentences = Counter(), Counter()
    for _, row in table.iterrows():
        article = case.articles[row["article"]]["text"]
        assert article[row["start"] : row["end"]] == row["text"]
        assert utf16(article, row["start_utf16"], row["end_utf16"]) == row["text"]
        if row["unit"] == "sentence":
            sentences[row["text"]] += 1
        for coder in row["coders"]:
            spans.update(
                (coder["coder"], span["label"].removeprefix("l:"), article[span["start"] : span["end"]])
                for span in coder["spans"]
            )
    return [same(spans, case.spans(), "spans"), same(sentences, Counter(case.sentences()), "sentences")]


def graphml(case):
    graph = networkx.read_graphml(case.path, force_multigraph=True)
    edges = Counter()
    for _, _, data in graph.edges(data=True):
        assert data["sign"] == (data["balance"] > 0) - (data["balance"] < 0)
        assert data["balance"] == data["n_favor"] - data["n_against"]
        edges[data["coder"]] += data["weight"]
    said = Counter(a["coder"] for a in case.annotations("stance"))
    return [same(edges, said, "stances"), f"{graph.number_of_nodes()} nodes"]


def labelling_config(case):
    from lxml import etree

    tree = etree.parse(str(case.path))
    assert tree.getroot().tag == "View"
    assert tree.find(".//Text").get("value") == "$text"
    names = [control.get("name") for control in tree.iter() if control.get("name")]
    assert len(names) == len(set(names))
    return [f"{len(names)} controls"]


def project(case):
    again = json.loads(case.text())
    assert again["annotations"] == case.project["annotations"]
    return [f"{len(again['annotations'])} annotations"]
