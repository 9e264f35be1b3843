"""UIMA CAS, as JSON and as XMI: read by dkpro-cassis."""

from collections import Counter
from io import BytesIO

import cassis
from common import same

LABEL = "webanno.custom.Label"
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
DOCUMENT = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"


def cas_json(case):
    return compare(case, [cassis.load_cas_from_json(BytesIO(c)) for c in case.unpacked().values()], lambda text: text)


def cas_xmi(case):
    files = case.unpacked()
    types = cassis.load_typesystem(BytesIO(files.pop("TypeSystem.xml")))
    loaded = [cassis.load_cas_from_xmi(BytesIO(content), typesystem=types) for content in files.values()]
    return compare(case, loaded, lambda text: text.replace("\x01", "\ufffd"))


def compare(case, loaded, readable):
    spans, sentences, stances = Counter(), Counter(), Counter()
    for cas in loaded:
        [document] = cas.select(DOCUMENT)
        assert cas.sofa_string == readable(case.articles[document.documentId]["text"])
        spans.update((a.coder, a.value, a.get_covered_text()) for a in cas.select(LABEL))
        sentences.update(a.get_covered_text() for a in cas.select(SENTENCE))
        stances.update(
            (a.coder, a.holder, a.target, a.position, a.get_covered_text()) for a in cas.select("webanno.custom.Stance")
        )
        for token in cas.select(TOKEN):
            assert token.get_covered_text().strip() == token.get_covered_text() != ""
        for name in cas.select("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"):
            assert name.value and name.get_covered_text()
    expected = Counter({(c, l, readable(t)): n for (c, l, t), n in case.spans().items()})
    holder = lambda h: h.get("entity") or next(iter(h))
    target = lambda t: t.get("entity") or t["concept"]
    said = Counter(
        (a["coder"], holder(a["holder"]), target(a["target"]), a["position"], readable(a["quote"]))
        for a in case.annotations("stance")
    )
    return [
        same(spans, expected, "spans"),
        same(sentences, Counter(readable(s) for s in case.sentences()), "sentences"),
        same(stances, said, "stances"),
    ]
