"""Measures Python's peers of the engine on the beginning of a text, each if it is installed.

Prints `peer<TAB>what<TAB>MB/s` or `missing<TAB>what<TAB>why`. Argument: the text's file. Each reads paragraph by
paragraph, as such programs are used; loading a model is not measured.
"""

import statistics
import sys
import time

RUNS = 5
BYTES = 50_000


def measure(what, read, text):
    """The median speed of reading the text, in millions of bytes a second."""
    paragraphs = [line for line in text.splitlines() if line.strip()]
    read(paragraphs[:5])
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        found = read(paragraphs)
        seconds.append(time.perf_counter() - start)
        assert found > 0, f"{what} found nothing"
    print("peer", f"{what}, in Python", len(text.encode()) / 1e6 / statistics.median(seconds), sep="\t")


def spacy_reader():
    import spacy

    # Sentences come from the parser.
    model = spacy.load("en_core_web_sm", exclude=["lemmatizer", "attribute_ruler", "tagger"])
    return lambda paragraphs: sum(len(list(doc.sents)) + len(doc.ents) for doc in model.pipe(paragraphs))


def pysbd_reader():
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False)
    return lambda paragraphs: sum(len(segmenter.segment(paragraph)) for paragraph in paragraphs)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read().encode()[:BYTES].decode(errors="ignore")
    peers = [("spaCy en_core_web_sm, sentences and entities", spacy_reader), ("pysbd, sentences alone", pysbd_reader)]
    for what, make in peers:
        try:
            read = make()
        except (ImportError, OSError) as error:
            reason = str(error).splitlines()[0]
            print("missing", what, reason, sep="\t")
            continue
        measure(what, read, text)


main()
