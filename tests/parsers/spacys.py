"""Prodigy's JSON Lines and CoNLL: read by spaCy, on a blank model."""

from collections import Counter

import conllu
import spacy
from common import same
from spacy.tokens import Doc, DocBin
from spacy.training.converters import conll_ner_to_docs


def prodigy(case):
    nlp = spacy.blank("xx")
    docs, coders = DocBin(store_user_data=True), []
    for row in case.lines():
        words = [token["text"] for token in row["tokens"]]
        doc = Doc(nlp.vocab, words=words, spaces=[token["ws"] for token in row["tokens"]])
        assert doc.text == row["text"], "the tokens make up the text"
        for token, ours in zip(doc, row["tokens"], strict=True):
            assert (token.idx, token.idx + len(token)) == (ours["start"], ours["end"])
        for key in ["spans", "names"]:
            doc.spans[key] = []
            for span in row[key]:
                found = doc.char_span(span["start"], span["end"], label=span["label"])
                assert found is not None, f"{span} is not made of tokens"
                assert (found.start, found.end - 1) == (span["token_start"], span["token_end"])
                assert found.text == span["text"]
                doc.spans[key].append(found)
        for span in row["unaligned"]:
            assert doc.char_span(span["start"], span["end"]) is None, f"{span} is made of tokens"
        docs.add(doc)
        coders.append(row.get("_annotator_id", ""))
    spans, sentences = Counter(), set()
    for doc, coder in zip(DocBin().from_bytes(docs.to_bytes()).get_docs(nlp.vocab), coders, strict=True):
        spans.update((coder, span.label_, span.text) for span in doc.spans["spans"])
        sentences.add(doc.text)
    return [
        same(spans, case.spans(), "spans"),
        same(Counter(sentences), Counter(set(case.sentences())), "different sentences"),
    ]


def conll(case):
    spans, n_sentences = Counter(), 0
    for name, content in case.unpacked().items():
        text = content.decode("utf-8")
        said = conllu.parse(text, fields=["form", "tag"])
        assert said[0].metadata["newdoc id"] in case.articles
        n_sentences += len(said)
        if not name.endswith(".labels.conll"):
            continue
        # Lines about a sentence begin with a hash and a blank; spaCy takes every line for a token.
        rows = "\n".join(line for line in text.split("\n") if not line.startswith("# "))
        [coder] = {sentence.metadata["coder"] for sentence in said if "coder" in sentence.metadata}
        for doc in conll_ner_to_docs(rows, n_sents=1, no_print=True):
            spans.update((coder, ent.label_, "".join(ent.text.split())) for ent in doc.ents)
    expected = Counter()
    for (coder, label, text), n in case.spans().items():
        expected[coder, label, "".join(text.split())] += n
    assert n_sentences
    return [same(spans, expected, "spans"), f"{n_sentences} sentences"]
